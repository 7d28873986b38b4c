// SPDX-License-Identifier: Apache-2.0
package io.apprunner.reserved;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.image.ImageLock;
import io.apprunner.image.ImageReplacement;
import io.apprunner.posix.Posix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConcurrencyTest {
    private static final int WRITERS = 20;
    private static final int WRITES = 20;

    @TempDir
    Path folder;

    @Test
    void writersLoseNothingAndReadersNeverSeeAMixture() throws Exception {
        Path file = Files.write(folder.resolve("image"), new byte[AreaLayout.AREA_SIZE]);
        List<Future<?>> tasks = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS + 2)) {
            for (int i = 0; i < WRITERS; i++) {
                boolean replacing = i == 0;
                tasks.add(threads.submit(() -> {
                    for (int n = 0; n < WRITES; n++) {
                        increment(file, replacing);
                    }
                    return null;
                }));
            }
            for (int i = 0; i < 2; i++) {
                tasks.add(threads.submit(() -> {
                    for (int n = 0; n < 300; n++) {
                        count(file);
                    }
                    return null;
                }));
            }
            for (Future<?> task : tasks) {
                task.get();
            }
        }
        assertThat(count(file)).isEqualTo(WRITERS * WRITES);
    }

    private static void increment(Path file, boolean replacing) throws IOException {
        try (ImageLock lock = ImageLock.acquire(Posix.get(), file)) {
            byte[] next = Integer.toString(count(lock.file()) + 1).repeat(5000).getBytes(StandardCharsets.UTF_8);
            if (replacing) {
                ImageReplacement.replace(lock.image(), copy -> write(copy, next));
            } else {
                write(lock.file(), next);
            }
        }
    }

    private static void write(Path file, byte[] value) throws IOException {
        try (FileStorage storage = new FileStorage(Posix.get(), file, 0)) {
            new AreaWriter(storage, "image").write(Map.of(Component.ENVIRONMENT, Optional.of(value)));
        }
    }

    /** The value is a number, 5000 times. */
    private static int count(Path file) throws IOException {
        try (FileStorage storage = new FileStorage(Posix.get(), file, 0)) {
            String text = new ReservedArea(storage, "image")
                    .read(Set.of(Component.ENVIRONMENT))
                    .value(Component.ENVIRONMENT)
                    .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                    .orElse("0".repeat(5000));
            String number = text.substring(0, text.length() / 5000);
            assertThat(text).isEqualTo(number.repeat(5000));
            return Integer.parseInt(number);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.overlay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.apprunner.posix.Constants;
import io.apprunner.posix.Descriptor;
import io.apprunner.posix.Posix;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What only a kernel shows: its caches of names, attributes and pages over a union. The server is in this process, so
 * nothing here maps a file: a thread that waits for a page would have all others wait, the server's among them.
 */
@Timeout(120)
class MountedUnionTest {
    private static final Posix POSIX = Posix.get();

    @TempDir
    private Path folder;

    private interface Use {
        void accept(Path root) throws IOException;
    }

    @BeforeEach
    void onlyRootMounts() {
        assumeTrue(MountedUnion.isPossible(), "only root mounts a union");
    }

    private void on(boolean ignoresCase, Use use) throws IOException {
        Path tree = Files.createDirectories(folder.resolve("tree/Dir"));
        Files.writeString(tree.resolve("File"), "lower");
        Files.writeString(tree.resolveSibling("top"), "lower");
        Path place = Files.createDirectory(folder.resolve("union"));
        try (MountedUnion union = new MountedUnion(place, folder.resolve("tree"), ignoresCase)) {
            use.accept(union.root());
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static int run(Path root, String script) {
        return POSIX.waitFor(POSIX.spawn(
                "/bin/sh",
                List.of("sh", "-ec", "cd \"$1\"; " + script, "sh", root.toString()),
                List.of("PATH=/bin:/usr/bin"),
                Map.of()));
    }

    @Test
    void dataThatTheKernelHasNotWrittenYetIsNoHole() throws IOException {
        on(false, root -> {
            for (String name : List.of("new", "top")) {
                Path file = root.resolve(name);
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                        Descriptor other = POSIX.open(file.toString(), Constants.O_RDONLY)) {
                    channel.write(ByteBuffer.wrap(new byte[] {1}), 1 << 20);
                    long first = name.equals("new") ? 1 << 20 : 0;
                    assertThat(other.seek(0, Constants.SEEK_DATA)).isEqualTo(first);
                    assertThat(other.seek(1 << 20, Constants.SEEK_DATA)).isEqualTo(1 << 20);
                    assertThat(other.seek((1 << 20) + 1, Constants.SEEK_DATA)).isEqualTo(-Constants.ENXIO);
                }
            }
        });
    }

    @Test
    void whatWasJustWrittenIsExecuted() throws IOException {
        on(false, root -> {
            assertThat(run(root, "printf '#!/bin/sh\\nexit 7\\n' > x; chmod 755 x; ./x || test $? = 7"))
                    .isZero();
            assertThat(run(root, "cp /bin/true t; ./t; mv t u; ./u; rm u")).isZero();
        });
    }

    @Test
    void manyWritersInOneDirectoryLoseNothing() throws IOException {
        on(false, root -> {
            Path many = Files.createDirectory(root.resolve("many"));
            AtomicInteger failures = new AtomicInteger();
            CountDownLatch done = new CountDownLatch(50);
            for (int i = 0; i < 50; i++) {
                int number = i;
                Thread.ofPlatform().start(() -> {
                    try {
                        for (int j = 0; j < 10; j++) {
                            Path file = Files.writeString(many.resolve(number + "." + j), "text");
                            if (number % 2 == 0) {
                                Files.move(file, many.resolve("moved" + number + "." + j));
                            }
                        }
                    } catch (IOException e) {
                        failures.incrementAndGet();
                    }
                    done.countDown();
                });
            }
            await(done);
            assertThat(failures).hasValue(0);
            assertThat(names(many)).hasSize(500);
        });
    }

    private static void await(CountDownLatch done) {
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void mountsOnAndBelowADirectoryStayWhateverChangesThere() throws IOException {
        on(true, root -> {
            String script = "mkdir DIR/m; mount -t tmpfs none dir/m; touch dir/m/kept; cd Dir/m;"
                    + " for i in 1 2 3; do chmod 70$i ../../DIR; touch ../n$i ../../top; ls ../../dir/M > /dev/null;"
                    + " rm ../N$i; mkdir ../e; rmdir ../E; done; test -e \"$1/Dir/m/kept\"; cd \"$1\"; umount dir/m";
            assertThat(run(root, script)).isZero();
        });
    }

    @Test
    void aNameIsGoneForAllSpellingsThatTheKernelKnew() throws IOException {
        on(true, root -> {
            String script = "test ! -e NEW; echo x > new; test -e NEW; test -e New; rm nEW; sleep 0.1;"
                    + " test ! -e new; test ! -e NEW; test ! -e New; rm DIR/FILE; sleep 0.1; test ! -e Dir/File";
            assertThat(run(root, script)).isZero();
        });
    }

    @Test
    void aNameIsRenamedToAnotherSpelling() throws IOException {
        on(true, root -> {
            assertThat(run(root, "mv top TOP; mv Dir/File dir/FILE; echo x > abc; mv abc aBc; mkdir d; mv d D"))
                    .isZero();
            assertThat(names(root)).contains("TOP", "aBc", "D", "Dir").doesNotContain("top", "abc", "d");
            assertThat(names(root.resolve("dir"))).containsExactly("FILE");
            assertThat(root.resolve("dIR/file")).hasContent("lower");
            assertThat(run(root, "echo y > other; mv other ABC; test \"$(cat abc)\" = y"))
                    .isZero();
            assertThat(names(root)).contains("ABC").doesNotContain("aBc", "other");
        });
    }
}

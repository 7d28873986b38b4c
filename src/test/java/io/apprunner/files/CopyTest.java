// SPDX-License-Identifier: Apache-2.0
package io.apprunner.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class CopyTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream copy = new ByteArrayOutputStream();

    @Test
    void theRegionIsCopiedAndThePositionStays() throws IOException {
        try (FileChannel source = FileChannel.open(Files.writeString(folder.resolve("source"), "0123456789"))) {
            source.position(1);
            Copy.region(source, 3, 4, Channels.newChannel(copy));
            assertThat(source.position()).isEqualTo(1);
        }
        assertThat(copy.toString(UTF_8)).isEqualTo("3456");
    }

    @Test
    void aSourceThatEndsTooEarlyIsAnError() throws IOException {
        Path file = Files.writeString(folder.resolve("source"), "0123456789");
        try (FileChannel source = FileChannel.open(file)) {
            assertThatThrownBy(() -> Copy.region(source, 3, 8, Channels.newChannel(copy)))
                    .isInstanceOf(EOFException.class)
                    .hasMessageContaining("7 of 8 bytes");
        }
    }

    @Test
    void aSourceThatShrinksWhileItIsCopiedIsAnError() throws IOException {
        Path file = Files.write(folder.resolve("source"), new byte[1 << 20]);
        try (FileChannel source = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            assertThatThrownBy(() -> Copy.region(source, 0, 1 << 20, new Shrinking(source)))
                    .isInstanceOf(EOFException.class);
        }
    }

    /** A target that cuts its source off at the first write. */
    private record Shrinking(FileChannel source) implements WritableByteChannel {
        @Override
        public int write(ByteBuffer bytes) throws IOException {
            source.truncate(1);
            int size = bytes.remaining();
            bytes.position(bytes.limit());
            return size;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.apprunner.dwarfs.Bytes;
import io.apprunner.dwarfs.DwarfsImage;
import io.apprunner.dwarfs.Vectors;
import io.apprunner.error.FormatException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageSearchTest {
    private static final byte[] MAGIC = "DWARFS\2\5".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path folder;

    private List<ImageFile> images(byte[]... parts) throws IOException {
        Path file = Files.write(folder.resolve("file"), Bytes.concat(parts));
        List<ImageFile> found = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(file)) {
            Optional<ImageFile> next = ImageSearch.find(channel, "file", 0);
            while (next.isPresent()) {
                found.add(next.get());
                try (DwarfsImage image = DwarfsImage.open(next.get())) {
                    assertThat(image.metadata().inodeCount()).isGreaterThan(1);
                }
                next = ImageSearch.find(
                        channel, "file", next.get().offset() + next.get().size());
            }
        }
        return found;
    }

    @Test
    void images_are_found_behind_and_before_other_bytes() throws IOException {
        byte[] first = Files.readAllBytes(Vectors.own("tree-default.dwarfs"));
        byte[] second = Files.readAllBytes(Vectors.own("tree-noindex.dwarfs"));
        // A magic that is no header, one that is cut, and a start where pieces meet.
        byte[] head = Bytes.concat(MAGIC, new byte[(1 << 18) - 7 - 8 - 3 - 4], new byte[] {'D', 'W', 'D'});

        List<ImageFile> found = images(head, first, new byte[8], second, MAGIC);

        assertThat(found)
                .extracting(ImageFile::offset)
                .containsExactly((long) head.length, head.length + first.length + 8L);
        assertThat(found).extracting(ImageFile::size).containsExactly((long) first.length, (long) second.length);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void images_with_short_headers_are_found_behind_other_bytes_too(int minor) throws IOException {
        byte[] image = Files.readAllBytes(Vectors.own("tree-lz4.dwarfs"));
        byte[] old = Bytes.withShortHeaders(image, minor);
        // A head without anything, one before a block that is cut, and one before a schema without metadata.
        byte[] magic = ("DWARFS\2" + (char) minor).getBytes(StandardCharsets.US_ASCII);
        byte[] noise = Bytes.concat(magic, magic, new byte[] {0, 0, 0, 0, -1, -1, -1, 127}, magic, new byte[] {
            7, 0, 0, 0, 3, 0, 0, 0, 1, 2, 3, 9, 9, 9, 9, 9, 9, 9, 9
        });

        List<ImageFile> found = images(noise, old, new byte[77], image, old, new byte[5]);

        long second = noise.length + old.length + 77L;
        assertThat(found)
                .extracting(ImageFile::offset)
                .containsExactly((long) noise.length, second, second + image.length);
        assertThat(found).extracting(ImageFile::size).containsExactly((long) old.length, (long) image.length, (long)
                old.length);
    }

    @Test
    void a_file_of_many_heads_before_one_row_of_blocks_is_searched_in_time() throws IOException {
        byte[] head = "DWARFS\2\1".getBytes(StandardCharsets.US_ASCII);
        byte[] block = {0, 0, 0, 0, 1, 0, 0, 0, 0};
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (int i = 0; i < 20_000; i++) {
            // Each head leads, by a block that holds all that is between, to the same row.
            file.writeBytes(head);
            ByteBuffer skip = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
            file.writeBytes(skip.putInt(4, 16 * (19_999 - i) + 1).array());
        }
        for (int i = 0; i < 20_000; i++) {
            file.writeBytes(i == 0 ? new byte[1] : block);
        }
        assertTimeout(
                Duration.ofSeconds(20),
                () -> assertThat(images(file.toByteArray())).isEmpty());
    }

    @Test
    void a_file_without_an_image_has_none() throws IOException {
        assertThat(images(new byte[0])).isEmpty();
        assertThat(images(MAGIC, new byte[1000])).isEmpty();
        assertThat(images(Bytes.section(0, 0, 0, new byte[100]), MAGIC)).isEmpty();
    }

    @Test
    void a_window_must_lie_within_the_file() throws IOException {
        Path file = Files.write(folder.resolve("file"), new byte[10]);
        try (FileChannel channel = FileChannel.open(file)) {
            assertThat(ImageFile.window(channel, "f", 4, -1).size()).isEqualTo(6);
            assertThat(ImageFile.window(channel, "f", 4, 2).offset()).isEqualTo(4);
            long[][] bad = {{11, -1}, {-1, 3}, {4, 7}, {0, Long.MAX_VALUE}, {3, -2}};
            for (long[] window : bad) {
                assertThatThrownBy(() -> ImageFile.window(channel, "f", window[0], window[1]))
                        .isInstanceOf(FormatException.class);
            }
        }
    }
}

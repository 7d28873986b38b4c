// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apprunner.dwarfs.Bytes;
import io.apprunner.dwarfs.DwarfsImage;
import io.apprunner.dwarfs.Vectors;
import io.apprunner.error.FormatException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

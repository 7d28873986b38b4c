// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs;

import static io.apprunner.dwarfs.FrozenImage.flag;
import static io.apprunner.dwarfs.FrozenImage.numbers;
import static io.apprunner.dwarfs.FrozenImage.some;
import static io.apprunner.dwarfs.FrozenImage.struct;
import static io.apprunner.dwarfs.FrozenImage.u32;
import static io.apprunner.dwarfs.FrozenImage.u64;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.dwarfs.block.BlockCache;
import io.apprunner.dwarfs.tree.ExtractionOptions;
import io.apprunner.dwarfs.tree.Extractor;
import io.apprunner.dwarfs.tree.PathTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files that no writer of ours makes: with holes, with packed lists, and with chunks that an attacker would try. */
class ContentStructureTest extends HandmadeTree {
    private static final ExtractionOptions OPTIONS = new ExtractionOptions(false, false, (path, reason) -> {
        throw reason;
    });

    @Test
    void files_are_read_across_chunks() {
        chunk(0, 10, 6);
        chunk(0, 0, 3);
        chunk(0, 5, 1);
        twoFiles(2);
        open(image -> {
            assertThat(image.metadata().size(1)).isEqualTo(9);
            assertThat(read(image, "a", 0, 100)).isEqualTo("abcdef012");
            assertThat(read(image, "a", 4, 3)).isEqualTo("ef0");
            assertThat(read(image, "a", 9, 3)).isEmpty();
            assertThat(read(image, "b", 0, 3)).isEqualTo("5");
            return image;
        });
    }

    @Test
    void holes_are_zeros_of_small_and_of_large_size() {
        metadata.put(27, some(List.of("sparsefiles")));
        metadata.put(34, some(u32(1)));
        metadata.put(35, some(List.of(u64(1L << 40))));
        chunk(0, 0, 2);
        chunk(1, 3, 2);
        chunk(0, 2, 1);
        chunk(1, 0xFFFF_FFFFL, 0);
        chunk(0, 3, 1);
        twoFiles(3);
        open(image -> {
            assertThat(image.metadata().size(1)).isEqualTo(2 + 2 * 16 + 3 + 1);
            assertThat(read(image, "a", 0, 100)).isEqualTo("01" + "\0".repeat(35) + "2");
            assertThat(image.metadata().size(2)).isEqualTo((1L << 40) + 1);
            assertThat(read(image, "b", (1L << 40) - 2, 10)).isEqualTo("\0\0" + "3");
            return image;
        });
    }

    @Test
    void holes_are_extracted_as_holes() throws IOException {
        metadata.put(34, some(u32(1)));
        metadata.put(35, some(List.of(u64(1L << 32))));
        chunk(1, 0, 1);
        chunk(0, 0, 2);
        chunk(0, 2, 1);
        chunk(1, 0xFFFF_FFFFL, 0);
        twoFiles(2);
        Path to = folder.resolve("extracted");
        open(image -> {
            try (BlockCache cache = new BlockCache(1 << 20)) {
                return new Extractor(image, cache, new PathTarget(to, false), OPTIONS).extract();
            }
        });
        assertThat(to.resolve("a")).hasContent("\0".repeat(16) + "01");
        assertThat(Files.size(to.resolve("b"))).isEqualTo((1L << 32) + 1);
    }

    @Test
    void any_byte_of_a_file_with_many_chunks_is_found() {
        StringBuilder content = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            int offset = i * 7 % 16;
            int size = i * 3 % (17 - offset);
            chunk(0, offset, size);
            content.append(new String(BLOCK, offset, size, UTF_8));
        }
        chunk(0, 0, 1);
        twoFiles(100);
        open(image -> {
            assertThat(image.metadata().size(1)).isEqualTo(content.length());
            for (int i = 0; i < content.length(); i++) {
                assertThat(read(image, "a", i, 20)).isEqualTo(content.substring(i, Math.min(i + 20, content.length())));
            }
            return image;
        });
    }

    @Test
    void a_hole_without_its_size_is_refused() {
        metadata.put(34, some(u32(1)));
        chunk(1, 0xFFFF_FFFFL, 0);
        twoFiles(1);
        refused("large hole");
    }

    @Test
    void chunks_outside_of_blocks_are_refused() {
        chunk(1, 0, 1);
        twoFiles(1);
        refused("a block below 1");
        chunks.clear();
        chunk(0, 10, 7);
        refused("within a block");
    }

    @Test
    void packed_directories_and_chunks_are_rebuilt() {
        chunk(0, 0, 3);
        chunk(0, 3, 2);
        twoFiles(1);
        metadata.put(4, numbers(0, 1, 1));
        metadata.put(18, some(struct(3, flag(true), 4, flag(true))));
        directories.clear();
        directory(1);
        directory(2);
        open(image -> {
            assertThat(read(image, "a", 0, 9)).isEqualTo("012");
            assertThat(read(image, "b", 0, 9)).isEqualTo("34");
            return image;
        });
    }

    @Test
    void shared_files_have_the_same_chunks_packed_or_not() {
        chunk(0, 4, 4);
        twoFiles(1);
        metadata.put(4, numbers(0, 1));
        metadata.put(20, some(numbers(0, 0)));
        open(image -> assertThat(read(image, "b", 0, 9)).isEqualTo("4567"));
        metadata.put(20, some(numbers(0)));
        metadata.put(18, some(struct(5, flag(true))));
        open(image -> assertThat(read(image, "b", 0, 9)).isEqualTo("4567"));
        metadata.put(20, some(numbers(0xFFFF_FFFFL)));
        refused("shared files");
    }
}

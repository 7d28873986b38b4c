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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apprunner.dwarfs.block.BlockCache;
import io.apprunner.dwarfs.container.ImageFile;
import io.apprunner.dwarfs.metadata.Metadata;
import io.apprunner.dwarfs.tree.Extractor;
import io.apprunner.dwarfs.tree.FileReader;
import io.apprunner.dwarfs.tree.PathTarget;
import io.apprunner.dwarfs.tree.TreePaths;
import io.apprunner.error.ErrorCode;
import io.apprunner.error.FormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trees that no writer of ours makes: with holes, and with what an attacker would try. */
class StructureTest {
    private static final int DIRECTORY = 0;
    private static final int LINK = 1;
    private static final int FILE = 2;
    private static final byte[] BLOCK = "0123456789abcdef".getBytes(UTF_8);

    @TempDir
    Path folder;

    private final List<Object> inodes = new ArrayList<>();
    private final List<Object> directories = new ArrayList<>();
    private final List<Object> entries = new ArrayList<>();
    private final List<Object> chunks = new ArrayList<>();
    private final Map<Integer, Object> metadata = struct(
            1,
            chunks,
            2,
            directories,
            3,
            inodes,
            4,
            numbers(0),
            6,
            numbers(),
            9,
            numbers(040755, 0120777, 0100644),
            10,
            List.of("", "a", "b", "c"),
            11,
            List.of("target"),
            15,
            u32(16),
            19,
            some(entries));

    private void inode(int mode) {
        inodes.add(struct(2, u32(mode)));
    }

    private void directory(int firstEntry) {
        directories.add(struct(2, u32(firstEntry)));
    }

    private void entry(int name, int inode) {
        entries.add(struct(1, u32(name), 2, u32(inode)));
    }

    private void chunk(long block, long offset, long size) {
        chunks.add(struct(1, u32(block), 2, u32(offset), 3, u32(size)));
    }

    /** A root with the files a and b, whose chunks are [0, chunksOfA) and the rest. */
    private void twoFiles(int chunksOfA) {
        inode(DIRECTORY);
        inode(FILE);
        inode(FILE);
        directory(1);
        directory(3);
        entry(0, 0);
        entry(1, 1);
        entry(2, 2);
        metadata.put(4, numbers(0, chunksOfA, chunks.size()));
    }

    private <T> T open(Function<DwarfsImage, T> use) {
        return Bytes.with(folder.resolve("image"), FrozenImage.of(metadata, BLOCK), use);
    }

    private String read(DwarfsImage image, String name, long offset, int length) {
        try (BlockCache cache = new BlockCache(1 << 20)) {
            int inode = image.metadata().lookup(Metadata.ROOT, name.getBytes(UTF_8), 0, name.length());
            ByteBuffer target = ByteBuffer.allocate(length);
            int count = new FileReader(image, cache).read(inode, offset, target);
            return new String(target.array(), 0, count, UTF_8);
        }
    }

    private void refused(String expected) {
        assertThatThrownBy(() -> open(DwarfsImage::metadata))
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FORMAT))
                .hasMessageContaining(expected);
    }

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
                return new Extractor(image, cache, new PathTarget(to, false), false).extract();
            }
        });
        assertThat(to.resolve("a")).hasContent("\0".repeat(16) + "01");
        assertThat(Files.size(to.resolve("b"))).isEqualTo((1L << 32) + 1);
    }

    @Test
    void paths_that_linux_cannot_name_are_refused() {
        metadata.put(10, List.of("", "d".repeat(255)));
        metadata.put(4, numbers());
        int depth = 20;
        entry(0, 0);
        for (int i = 0; i < depth; i++) {
            inode(DIRECTORY);
            directory(Math.min(i + 1, depth));
            if (i > 0) {
                entry(1, i);
            }
        }
        directory(depth);
        open(image -> {
            TreePaths paths = new TreePaths(image.metadata());
            assertThat(paths.of(16)).hasSize(4095);
            assertThatThrownBy(() -> paths.of(17)).hasMessageContaining("4095");
            return image;
        });
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

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "/", "a\0b"})
    void names_that_lead_elsewhere_are_refused(String name) {
        metadata.put(10, List.of("", name, "zz"));
        twoFiles(0);
        refused("a file name");
    }

    @Test
    void a_name_above_255_bytes_is_refused() {
        metadata.put(10, List.of("", "a".repeat(255), "b".repeat(256)));
        twoFiles(0);
        refused("a file name");
    }

    @Test
    void names_out_of_order_or_twice_are_refused() {
        metadata.put(10, List.of("", "b", "a"));
        twoFiles(0);
        refused("sorted names");
        metadata.put(10, List.of("", "a", "a"));
        refused("sorted names");
    }

    @Test
    void directories_that_hold_each_other_are_refused() {
        inode(DIRECTORY);
        inode(DIRECTORY);
        inode(DIRECTORY);
        directory(1);
        directory(1);
        directory(2);
        directory(3);
        entry(0, 0);
        entry(1, 2);
        entry(1, 1);
        refused("without loops");
    }

    @Test
    void a_directory_in_two_others_is_refused() {
        inode(DIRECTORY);
        inode(DIRECTORY);
        directory(1);
        directory(3);
        directory(3);
        entry(0, 0);
        entry(1, 1);
        entry(2, 1);
        refused("each directory in one other");
    }

    @Test
    void an_entry_for_the_root_is_refused() {
        inode(DIRECTORY);
        directory(1);
        directory(2);
        entry(0, 0);
        entry(1, 0);
        refused("each directory in one other");
    }

    @Test
    void inodes_out_of_order_are_refused() {
        inode(FILE);
        inode(DIRECTORY);
        directory(1);
        directory(2);
        entry(0, 1);
        entry(1, 0);
        refused("inodes sorted");
    }

    @Test
    void a_mode_above_16_bits_is_refused() {
        twoFiles(0);
        metadata.put(9, numbers(040755, 0120777, 0x1_0000 | 0100644));
        refused("16 bits");
    }

    @Test
    void a_link_keeps_its_target_and_needs_one() {
        inode(DIRECTORY);
        inode(LINK);
        directory(1);
        directory(2);
        entry(0, 0);
        entry(1, 1);
        metadata.put(4, numbers());
        metadata.put(6, numbers(0));
        open(image -> {
            assertThat(image.metadata().linkTarget(1)).asString(UTF_8).isEqualTo("target");
            assertThat(image.metadata().size(1)).isEqualTo(6);
            return image;
        });
        metadata.put(6, numbers(1));
        refused("a link target below 1");
        metadata.put(6, numbers());
        refused("1 links");
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

    @Test
    void times_are_units_from_the_base() {
        twoFiles(0);
        metadata.put(12, u64(1000));
        inodes.clear();
        for (int mode : new int[] {DIRECTORY, FILE, FILE}) {
            inodes.add(struct(2, u32(mode), 6, u32(1), 7, u32(2), 8, u32(3), 10, u32(4), 11, u32(5), 12, u32(6)));
        }
        metadata.put(18, some(struct(1, flag(false), 2, some(u32(1)), 6, some(u32(1000)))));
        open(image -> {
            Metadata tree = image.metadata();
            assertThat(List.of(tree.accessedSeconds(1), tree.modifiedSeconds(1), tree.changedSeconds(1)))
                    .containsExactly(1001L, 1002L, 1003L);
            assertThat(List.of(tree.accessedNanos(1), tree.modifiedNanos(1), tree.changedNanos(1)))
                    .containsExactly(4000, 5000, 6000);
            return image;
        });
        metadata.put(18, some(struct(1, flag(true), 2, some(u32(60)))));
        open(image -> {
            Metadata tree = image.metadata();
            assertThat(List.of(tree.accessedSeconds(1), tree.modifiedSeconds(1), tree.changedSeconds(1)))
                    .containsOnly(60 * 1002L);
            return image;
        });
    }

    @Test
    void an_image_within_a_larger_file_is_found_by_its_window() throws IOException {
        byte[] image = Files.readAllBytes(Vectors.own("tree-default.dwarfs"));
        Path file = folder.resolve("embedded");
        Files.write(file, Bytes.concat(new byte[777], image, new byte[999]));
        try (FileChannel channel = FileChannel.open(file);
                DwarfsImage open = DwarfsImage.open(new ImageFile(channel, "embedded", 777, image.length))) {
            assertThat(Mtree.of(open)).isEqualTo(Mtree.parse(Vectors.own("tree.mtree")));
        }
    }
}

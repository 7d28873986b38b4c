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

import io.apprunner.dwarfs.container.ImageFile;
import io.apprunner.dwarfs.metadata.Metadata;
import io.apprunner.dwarfs.tree.TreePaths;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Trees that no writer of ours makes: names, directories, inodes and times, and what an attacker would try with them.
 */
class StructureTest extends HandmadeTree {
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

    /** A root with the link a. */
    private void oneLink() {
        inode(DIRECTORY);
        inode(LINK);
        directory(1);
        directory(2);
        entry(0, 0);
        entry(1, 1);
        metadata.put(4, numbers());
        metadata.put(6, numbers(0));
    }

    @Test
    void a_link_keeps_its_target_and_needs_one() {
        oneLink();
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
    void base_and_offset_of_a_time_wrap_at_64_bits() {
        for (long[] time :
                new long[][] {{-7200, 3600, -3600}, {0, -3600, -3600}, {5, Long.MAX_VALUE, Long.MIN_VALUE + 4}}) {
            twoFiles(0);
            metadata.put(12, u64(time[0]));
            inodes.clear();
            for (int mode : new int[] {DIRECTORY, FILE, FILE}) {
                inodes.add(struct(2, u32(mode), 7, u64(time[1])));
            }
            open(image -> {
                assertThat(image.metadata().modifiedSeconds(1)).isEqualTo(time[2]);
                return image;
            });
            directories.clear();
            entries.clear();
        }
    }

    @Test
    void units_that_lead_beyond_63_bits_and_parts_of_more_than_a_second_are_refused() {
        twoFiles(0);
        metadata.put(12, u64(Long.MAX_VALUE / 2));
        metadata.put(18, some(struct(1, flag(true), 2, some(u32(3)))));
        refused("times within");
        metadata.put(12, u64(Long.MIN_VALUE / 2));
        refused("times within");
        metadata.put(12, u64(-60));
        open(image -> {
            assertThat(image.metadata().modifiedSeconds(1)).isEqualTo(-180);
            return image;
        });
        metadata.put(18, some(struct(1, flag(true), 6, some(u32(0xFFFF_FFFFL)))));
        refused("a unit below a second");
    }

    @Test
    void the_separator_of_windows_becomes_a_slash_in_targets_alone() {
        oneLink();
        metadata.put(10, List.of("", "a\\b"));
        metadata.put(11, List.of("..\\dir/x\\y"));
        for (char separator : new char[] {'\\', '/'}) {
            metadata.put(26, some(u32(separator)));
            open(image -> {
                assertThat(image.metadata().linkTarget(1))
                        .asString(UTF_8)
                        .isEqualTo(separator == '/' ? "..\\dir/x\\y" : "../dir/x/y");
                assertThat(image.metadata().lookup(0, "a\\b".getBytes(UTF_8), 0, 3))
                        .isEqualTo(1);
                return image;
            });
        }
        metadata.put(26, some(u32(0x2215)));
        refused("an ASCII character");
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

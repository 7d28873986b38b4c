// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs;

import static io.apprunner.dwarfs.FrozenImage.numbers;
import static io.apprunner.dwarfs.FrozenImage.some;
import static io.apprunner.dwarfs.FrozenImage.u64;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apprunner.dwarfs.block.BlockCache;
import io.apprunner.dwarfs.check.Checkup;
import io.apprunner.dwarfs.format.FileType;
import io.apprunner.dwarfs.metadata.Metadata;
import io.apprunner.dwarfs.tree.FileReader;
import io.apprunner.error.FormatException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The formats 2.0 to 2.2, where inodes and directory entries are the same records. */
class OldFormatTest {
    @TempDir
    Path folder;

    private final OldTree old = new OldTree();
    private final List<Object> records = old.records;
    private final Map<Integer, Object> metadata = old.metadata;

    private byte[] image(int minor) {
        return old.image(minor);
    }

    private static Object record(int name, int inode, int mode, int time) {
        return OldTree.record(name, inode, mode, time);
    }

    private static int find(Metadata tree, int directory, String name) {
        byte[] bytes = name.getBytes(UTF_8);
        return tree.lookup(directory, bytes, 0, bytes.length);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void a_tree_of_an_old_format_is_read(int minor) {
        Bytes.with(folder.resolve("image"), image(minor), image -> {
            Metadata tree = image.metadata();
            int sub = find(tree, Metadata.ROOT, "d");
            int file = find(tree, sub, "c");
            assertThat(tree.type(sub)).isEqualTo(FileType.DIRECTORY);
            assertThat(file).isEqualTo(find(tree, Metadata.ROOT, "a"));
            assertThat(tree.linkCount(file)).isEqualTo(2);
            assertThat(tree.modifiedSeconds(file)).isEqualTo(1030);
            assertThat(tree.modifiedSeconds(sub)).isEqualTo(1010);
            assertThat(new String(tree.linkTarget(find(tree, Metadata.ROOT, "link")), UTF_8))
                    .isEqualTo("target");
            assertThat(image.sections().getFirst().header().minor()).isEqualTo(minor);
            try (BlockCache cache = new BlockCache(1 << 20)) {
                ByteBuffer target = ByteBuffer.allocate(10);
                assertThat(new FileReader(image, cache).read(file, 0, target)).isEqualTo(6);
                assertThat(new String(target.array(), 0, 6, UTF_8)).isEqualTo("456789");
                Checkup.Report report = Checkup.of(image.file(), cache);
                assertThat(report.sections()).isEqualTo(3);
                assertThat(report.faults()).isEmpty();
            }
            return image;
        });
    }

    @Test
    void files_of_equal_content_have_the_times_of_their_own_entries() {
        records.set(1, record(1, 3, 2, 77));

        Bytes.with(folder.resolve("image"), image(1), image -> {
            Metadata tree = image.metadata();
            int sub = find(tree, Metadata.ROOT, "d");
            int first = find(tree, Metadata.ROOT, "a");
            int second = find(tree, sub, "c");
            assertThat(first).isNotEqualTo(second);
            assertThat(tree.modifiedSeconds(first)).isEqualTo(1077);
            assertThat(tree.modifiedSeconds(second)).isEqualTo(1030);
            assertThat(tree.modifiedSeconds(find(tree, Metadata.ROOT, "link"))).isEqualTo(1020);
            assertThat(tree.linkCount(first)).isEqualTo(1);
            assertThat(tree.linkCount(second)).isEqualTo(1);
            assertThat(tree.entryCount()).isEqualTo(5);
            try (BlockCache cache = new BlockCache(1 << 20)) {
                for (int inode : new int[] {first, second}) {
                    ByteBuffer target = ByteBuffer.allocate(10);
                    assertThat(tree.size(inode)).isEqualTo(6);
                    assertThat(new FileReader(image, cache).read(inode, 0, target))
                            .isEqualTo(6);
                    assertThat(new String(target.array(), 0, 6, UTF_8)).isEqualTo("456789");
                }
                assertThat(Checkup.of(image.file(), cache).faults()).isEmpty();
            }
            return image;
        });
    }

    @Test
    void links_of_equal_targets_and_devices_have_their_own_records_too() {
        records.set(1, record(1, 2, 1, 21));
        records.set(4, record(2, 3, 3, 30));
        metadata.put(4, numbers(0));
        metadata.put(1, List.of());
        metadata.put(9, numbers(040755, 0120777, 0100644, 020600));
        metadata.put(17, some(List.of(u64(0x103))));

        Bytes.with(folder.resolve("image"), image(2), image -> {
            Metadata tree = image.metadata();
            for (String name : List.of("a", "link")) {
                int link = find(tree, Metadata.ROOT, name);
                assertThat(tree.modifiedSeconds(link)).isEqualTo(name.equals("a") ? 1021 : 1020);
                assertThat(new String(tree.linkTarget(link), UTF_8)).isEqualTo("target");
            }
            int device = find(tree, find(tree, Metadata.ROOT, "d"), "c");
            assertThat(tree.device(device)).isEqualTo(0x103);
            return image;
        });
    }

    @Test
    void one_number_for_two_kinds_of_files_and_numbers_beyond_the_table_are_refused() {
        records.set(1, record(1, 3, 3, 30));
        metadata.put(9, numbers(040755, 0120777, 0100644, 020600));
        refused("inodes sorted by type");
        records.set(1, record(1, 4, 2, 30));
        refused("an inode below 4 in entry 1");
        records.set(1, record(1, 1, 0, 30));
        refused("directories");
    }

    private void refused(String expected) {
        assertThatThrownBy(() -> Bytes.with(folder.resolve("image"), image(2), open -> open))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining(expected);
    }

    @Test
    void a_table_that_leads_to_another_inode_or_nowhere_is_refused() {
        for (long[] table : new long[][] {{0, 2, 3, 3}, {0, 2, 3, 9}, {2, 0, 3, 4}}) {
            metadata.put(5, numbers(table));
            refused("a record of inode");
        }
    }

    @Test
    void every_cut_of_an_old_image_is_refused() {
        byte[] image = image(1);
        for (int length = 0; length < image.length; length++) {
            byte[] cut = Arrays.copyOf(image, length);
            assertThatThrownBy(() -> Bytes.with(folder.resolve("image"), cut, open -> open))
                    .isInstanceOf(FormatException.class);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs;

import static io.apprunner.dwarfs.FrozenImage.numbers;
import static io.apprunner.dwarfs.FrozenImage.struct;
import static io.apprunner.dwarfs.FrozenImage.u32;
import static io.apprunner.dwarfs.FrozenImage.u64;
import static java.nio.charset.StandardCharsets.US_ASCII;
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
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The formats 2.0 to 2.2, where inodes and directory entries are the same records. */
class OldFormatTest {
    private static final byte[] BLOCK = "0123456789abcdef".getBytes(UTF_8);

    @TempDir
    Path folder;

    /** In the order of the directories: the root; a (hard link of d/c), d, link; then d/c. */
    private final List<Object> records = new ArrayList<>(List.of(
            record(0, 0, 0, 0), record(1, 3, 2, 30), record(4, 1, 0, 10), record(3, 2, 1, 20), record(2, 3, 2, 30)));

    private final Map<Integer, Object> metadata = struct(
            1,
            List.of(struct(1, u32(0), 2, u32(4), 3, u32(6))),
            2,
            List.of(struct(2, u32(1)), struct(2, u32(4)), struct(2, u32(5))),
            3,
            records,
            4,
            numbers(0, 1),
            5,
            numbers(0, 2, 3, 4),
            6,
            numbers(0),
            9,
            numbers(040755, 0120777, 0100644),
            10,
            List.of("", "a", "c", "link", "d"),
            11,
            List.of("target"),
            12,
            u64(1000),
            15,
            u32(16));

    private static Object record(int name, int inode, int mode, int time) {
        return struct(1, u32(name), 2, u32(mode), 3, u32(inode), 7, u32(time));
    }

    private byte[] image(int minor) {
        byte[] image = FrozenImage.of(metadata, BLOCK);
        return minor < 2 ? shortHeaders(image, minor) : withMinor(image, minor);
    }

    private static byte[] withMinor(byte[] image, int minor) {
        ByteBuffer buffer = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < image.length; at += Bytes.HEADER + (int) buffer.getLong(at + 56)) {
            image[at + 7] = (byte) minor;
        }
        return image;
    }

    private static byte[] shortHeaders(byte[] image, int minor) {
        ByteBuffer buffer = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
        List<byte[]> parts = new ArrayList<>();
        parts.add(("DWARFS\2" + (char) minor).getBytes(US_ASCII));
        for (int at = 0; at < image.length; ) {
            int length = (int) buffer.getLong(at + 56);
            parts.add(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putShort(buffer.getShort(at + 52))
                    .putShort(buffer.getShort(at + 54))
                    .putInt(length)
                    .array());
            parts.add(Arrays.copyOfRange(image, at + Bytes.HEADER, at + Bytes.HEADER + length));
            at += Bytes.HEADER + length;
        }
        return Bytes.concat(parts.toArray(new byte[0][]));
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
    void a_table_that_leads_to_another_inode_or_nowhere_is_refused() {
        for (long[] table : new long[][] {{0, 2, 3, 3}, {0, 2, 3, 9}, {2, 0, 3, 4}}) {
            metadata.put(5, numbers(table));
            assertThatThrownBy(() -> Bytes.with(folder.resolve("image"), image(2), open -> open))
                    .isInstanceOf(FormatException.class)
                    .hasMessageContaining("a record of inode");
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

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs;

import static io.apprunner.dwarfs.FrozenImage.numbers;
import static io.apprunner.dwarfs.FrozenImage.some;
import static io.apprunner.dwarfs.FrozenImage.struct;
import static io.apprunner.dwarfs.FrozenImage.u32;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apprunner.dwarfs.block.BlockCache;
import io.apprunner.dwarfs.metadata.Metadata;
import io.apprunner.dwarfs.tree.FileReader;
import io.apprunner.error.ErrorCode;
import io.apprunner.error.FormatException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.io.TempDir;

/** What tests of hand-made trees have in common: a tree of numbers, which they change, and an image of it. */
abstract class HandmadeTree {
    static final int DIRECTORY = 0;
    static final int LINK = 1;
    static final int FILE = 2;
    static final byte[] BLOCK = "0123456789abcdef".getBytes(UTF_8);

    @TempDir
    Path folder;

    final List<Object> inodes = new ArrayList<>();
    final List<Object> directories = new ArrayList<>();
    final List<Object> entries = new ArrayList<>();
    final List<Object> chunks = new ArrayList<>();
    final Map<Integer, Object> metadata = struct(
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

    void inode(int mode) {
        inodes.add(struct(2, u32(mode)));
    }

    void directory(int firstEntry) {
        directories.add(struct(2, u32(firstEntry)));
    }

    void entry(int name, int inode) {
        entries.add(struct(1, u32(name), 2, u32(inode)));
    }

    void chunk(long block, long offset, long size) {
        chunks.add(struct(1, u32(block), 2, u32(offset), 3, u32(size)));
    }

    /** A root with the files a and b, whose chunks are [0, chunksOfA) and the rest. */
    void twoFiles(int chunksOfA) {
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

    <T> T open(Function<DwarfsImage, T> use) {
        return Bytes.with(folder.resolve("image"), FrozenImage.of(metadata, BLOCK), use);
    }

    String read(DwarfsImage image, String name, long offset, int length) {
        try (BlockCache cache = new BlockCache(1 << 20)) {
            int inode = image.metadata().lookup(Metadata.ROOT, name.getBytes(UTF_8), 0, name.length());
            ByteBuffer target = ByteBuffer.allocate(length);
            int count = new FileReader(image, cache).read(inode, offset, target);
            return new String(target.array(), 0, count, UTF_8);
        }
    }

    void refused(String expected) {
        assertThatThrownBy(() -> open(DwarfsImage::metadata))
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FORMAT))
                .hasMessageContaining(expected);
    }
}

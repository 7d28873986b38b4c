// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs;

import static io.apprunner.dwarfs.FrozenImage.numbers;
import static io.apprunner.dwarfs.FrozenImage.some;
import static io.apprunner.dwarfs.FrozenImage.struct;
import static io.apprunner.dwarfs.FrozenImage.u32;

import io.apprunner.zstd.Effort;
import io.apprunner.zstd.Zstd;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/** An image with one file in six blocks. */
final class SixBlocks {
    static final int BLOCK_SIZE = 1 << 20;
    static final int BLOCKS = 6;
    static final int NONE = 0;
    static final int ZSTD = 2;

    private SixBlocks() {}

    /** A block that zstd can halve, about. */
    static byte[] block(int number) {
        byte[] bytes = new byte[BLOCK_SIZE];
        new Random(number).nextBytes(bytes);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] &= 15;
        }
        return bytes;
    }

    static byte[] compress(byte[] bytes) {
        ByteBuffer source = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        ByteBuffer target = ByteBuffer.allocateDirect(Zstd.get().compressBound(bytes.length));
        byte[] frame = new byte[Zstd.get().compress(source, target, Effort.of(3))];
        target.get(0, frame);
        return frame;
    }

    /** One file of all blocks. */
    static Map<Integer, Object> metadata() {
        List<Object> chunks = new ArrayList<>();
        for (int i = 0; i < BLOCKS; i++) {
            chunks.add(struct(1, u32(i), 2, u32(0), 3, u32(BLOCK_SIZE)));
        }
        return struct(
                1,
                chunks,
                2,
                List.of(struct(2, u32(1)), struct(2, u32(2))),
                3,
                List.of(struct(2, u32(0)), struct(2, u32(1))),
                4,
                numbers(0, BLOCKS),
                9,
                numbers(040755, 0100644),
                10,
                List.of("", "a"),
                15,
                u32(BLOCK_SIZE),
                19,
                some(List.of(struct(1, u32(0), 2, u32(0)), struct(1, u32(1), 2, u32(1)))));
    }

    /** Opens an image of these blocks in a folder. */
    static <T> T open(Path folder, int compression, byte[][] payloads, Function<DwarfsImage, T> use) {
        return Bytes.with(folder.resolve("image"), FrozenImage.ofCompressed(metadata(), compression, payloads), use);
    }

    /** The blocks, stored or compressed. */
    static byte[][] payloads(int compression) {
        byte[][] payloads = new byte[BLOCKS][];
        for (int i = 0; i < BLOCKS; i++) {
            payloads[i] = compression == ZSTD ? compress(block(i)) : block(i);
        }
        return payloads;
    }
}

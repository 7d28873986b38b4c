// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs;

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
public final class SixBlocks {
    public static final int BLOCK_SIZE = 1 << 20;
    public static final int BLOCKS = 6;
    public static final int NONE = 0;
    public static final int ZSTD = 2;

    private SixBlocks() {}

    /** A block that zstd can halve, about. */
    public static byte[] block(int number) {
        byte[] bytes = new byte[BLOCK_SIZE];
        new Random(number).nextBytes(bytes);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] &= 15;
        }
        return bytes;
    }

    public static byte[] compress(byte[] bytes) {
        ByteBuffer source = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        ByteBuffer target = ByteBuffer.allocateDirect(Zstd.get().compressBound(bytes.length));
        byte[] frame = new byte[Zstd.get().compress(source, target, Effort.of(3))];
        target.get(0, frame);
        return frame;
    }

    /** One file of all blocks. */
    public static Map<Integer, Object> metadata() {
        List<Object> chunks = new ArrayList<>();
        for (int i = 0; i < BLOCKS; i++) {
            chunks.add(OneFileTree.chunk(i, 0, BLOCK_SIZE));
        }
        return OneFileTree.ofChunks(BLOCK_SIZE, chunks);
    }

    /** Opens an image of these blocks in a folder. */
    public static <T> T open(Path folder, int compression, byte[][] payloads, Function<DwarfsImage, T> use) {
        return Bytes.with(folder.resolve("image"), FrozenImage.ofCompressed(metadata(), compression, payloads), use);
    }

    /** The blocks, stored or compressed. */
    public static byte[][] payloads(int compression) {
        byte[][] payloads = new byte[BLOCKS][];
        for (int i = 0; i < BLOCKS; i++) {
            payloads[i] = compression == ZSTD ? compress(block(i)) : block(i);
        }
        return payloads;
    }
}

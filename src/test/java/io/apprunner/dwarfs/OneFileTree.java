// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs;

import static io.apprunner.dwarfs.FrozenImage.numbers;
import static io.apprunner.dwarfs.FrozenImage.some;
import static io.apprunner.dwarfs.FrozenImage.struct;
import static io.apprunner.dwarfs.FrozenImage.u32;
import static io.apprunner.dwarfs.FrozenImage.u64;

import java.util.List;
import java.util.Map;

/** Metadata of a root with the file {@code a}, for {@link FrozenImage}. */
public final class OneFileTree {
    private OneFileTree() {}

    /** The file is the first bytes of the first block, or empty. */
    public static Map<Integer, Object> ofOneFile(int blockSize, int size) {
        return ofChunks(blockSize, size == 0 ? List.of() : List.of(chunk(0, 0, size)));
    }

    /** The file has these chunks. */
    public static Map<Integer, Object> ofChunks(int blockSize, List<Object> chunks) {
        return struct(
                1,
                chunks,
                2,
                List.of(struct(2, u32(1)), struct(2, u32(2))),
                3,
                List.of(struct(2, u32(0)), struct(2, u32(1))),
                4,
                numbers(0, chunks.size()),
                9,
                numbers(040755, 0100644),
                10,
                List.of("", "a"),
                15,
                u32(blockSize),
                19,
                some(List.of(struct(1, u32(0), 2, u32(0)), struct(1, u32(1), 2, u32(1)))));
    }

    /** The file is a single hole. */
    public static Map<Integer, Object> ofOneHole(long size) {
        Map<Integer, Object> metadata = ofOneFile(16, 0);
        metadata.put(1, List.of(chunk(0, 0xFFFF_FFFFL, 0)));
        metadata.put(4, numbers(0, 1));
        metadata.put(34, some(u32(0)));
        metadata.put(35, some(List.of(u64(size))));
        return metadata;
    }

    public static Map<Integer, Object> chunk(long block, long offset, long size) {
        return struct(1, u32(block), 2, u32(offset), 3, u32(size));
    }
}

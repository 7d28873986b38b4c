// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.block;

import java.nio.ByteBuffer;
import java.util.function.IntFunction;

/** Where a {@link BlockCache} takes memory for decoded blocks from, and gives it back. Safe for several threads. */
@FunctionalInterface
public interface BlockMemory extends IntFunction<ByteBuffer> {
    /** A buffer of {@code size} bytes; its position is 0 and its limit {@code size}. */
    @Override
    ByteBuffer apply(int size);

    /**
     * Takes a buffer back that {@link #apply} gave, which nobody uses any more. Does nothing by default, which is right
     * for buffers that the garbage collector frees.
     */
    default void free(ByteBuffer buffer) {}
}

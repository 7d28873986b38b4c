// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.block;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Accounts for the native memory of a {@link BlockCache}: buffers of power-of-two sizes that are used again and again.
 * Only the cache calls it, under its lock; allocating itself happens outside, on a reservation.
 */
final class BufferPool {
    private static final int SMALLEST_CLASS = 12;
    private static final int CLASSES = 31;

    private final long budget;
    private final BlockMemory memory;
    private final List<ArrayDeque<ByteBuffer>> free = new ArrayList<>();
    private long reserved;

    /** @param memory takes back what the budget has no room for */
    BufferPool(long budget, BlockMemory memory) {
        this.budget = budget;
        this.memory = memory;
        for (int i = 0; i < CLASSES; i++) {
            free.add(new ArrayDeque<>());
        }
    }

    /** The class of buffers that hold {@code size} bytes, 2^30 at most; its buffers have 2^class bytes. */
    static int sizeClass(int size) {
        return Math.max(SMALLEST_CLASS, Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, size) - 1));
    }

    /** A free buffer, or null. */
    @Nullable
    ByteBuffer take(int sizeClass) {
        return free.get(sizeClass).pollLast();
    }

    /** Whether the budget allows one more buffer; if so it counts as taken. */
    boolean reserve(int sizeClass) {
        long size = 1L << sizeClass;
        for (int other = CLASSES - 1; other >= 0 && reserved + size > budget; other--) {
            // Buffers of another size are in the way.
            while (reserved + size > budget && drop(other)) {}
        }
        if (reserved + size > budget) {
            return false;
        }
        reserved += size;
        return true;
    }

    /** As {@link #reserve}, beyond the budget: for a cache that is too small for a single block. */
    void force(int sizeClass) {
        reserved += 1L << sizeClass;
    }

    boolean isOverBudget() {
        return reserved > budget;
    }

    /** Bytes that may be in use. */
    long budget() {
        return budget;
    }

    /** Takes back a buffer; null when a reservation was never used. */
    void give(int sizeClass, @Nullable ByteBuffer buffer) {
        if (buffer == null) {
            reserved -= 1L << sizeClass;
            return;
        }
        free.get(sizeClass).addLast(buffer);
        if (isOverBudget()) {
            drop(sizeClass);
        }
    }

    /** Gives a free buffer back to where it came from; false when there is none of this class. */
    private boolean drop(int sizeClass) {
        ByteBuffer buffer = free.get(sizeClass).pollLast();
        if (buffer == null) {
            return false;
        }
        reserved -= 1L << sizeClass;
        memory.free(buffer);
        return true;
    }

    /** Gives all free buffers back. */
    void close() {
        for (int sizeClass = 0; sizeClass < CLASSES; sizeClass++) {
            while (drop(sizeClass)) {}
        }
    }

    /** Bytes of all buffers and reservations. */
    long reserved() {
        return reserved;
    }
}

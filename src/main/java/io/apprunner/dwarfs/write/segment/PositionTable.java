// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.segment;

/**
 * Where windows with a certain hash are in the history: a hash table of four-way buckets in one array. It never grows;
 * positions that have left the history make room for new ones, and when a bucket is full, the oldest is forgotten. Of
 * two windows with the same hash the older one stays, because more of what follows it is known.
 */
final class PositionTable {
    /** Positions are multiples of this. */
    static final int STEP = 512;

    private static final int WAYS = 4;
    private static final int TAG_SHIFT = 40;
    private static final long POSITION = (1L << TAG_SHIFT) - 1;

    /** Upper 24 bits: a part of the hash; lower 40: the position in steps, plus one. */
    private final long[] entries;

    private final int bucketBits;

    /** A table with room for the windows of a history of {@code historyBytes}, twice. */
    PositionTable(int historyBytes) {
        int buckets = Math.max(1, Integer.highestOneBit(historyBytes / STEP / 2));
        bucketBits = Integer.numberOfTrailingZeros(buckets);
        entries = new long[buckets * WAYS];
    }

    private int bucket(long hash) {
        return bucketBits == 0 ? 0 : (int) (hash >>> (Long.SIZE - bucketBits)) * WAYS;
    }

    private long tag(long hash) {
        return hash << bucketBits >>> TAG_SHIFT;
    }

    /** The position, at least {@code oldest}, of a window that may have this hash, or -1. */
    long find(long hash, long oldest) {
        int bucket = bucket(hash);
        long tag = tag(hash);
        for (int i = bucket; i < bucket + WAYS; i++) {
            if (entries[i] >>> TAG_SHIFT == tag && position(entries[i]) >= oldest) {
                return position(entries[i]);
            }
        }
        return -1;
    }

    /** Removes the windows with this hash. */
    void forget(long hash) {
        int bucket = bucket(hash);
        long tag = tag(hash);
        for (int i = bucket; i < bucket + WAYS; i++) {
            if (entries[i] >>> TAG_SHIFT == tag) {
                entries[i] = 0;
            }
        }
    }

    /** Notes the window at {@code position}; entries before {@code oldest} count for nothing. */
    void insert(long hash, long position, long oldest) {
        int bucket = bucket(hash);
        long tag = tag(hash);
        int victim = bucket;
        for (int i = bucket; i < bucket + WAYS; i++) {
            long known = position(entries[i]);
            if (known >= oldest && entries[i] >>> TAG_SHIFT == tag) {
                return;
            }
            if (known < position(entries[victim])) {
                victim = i;
            }
        }
        entries[victim] = tag << TAG_SHIFT | (position / STEP + 1);
    }

    /** Below zero when the entry is empty. */
    private static long position(long entry) {
        return ((entry & POSITION) - 1) * STEP;
    }
}

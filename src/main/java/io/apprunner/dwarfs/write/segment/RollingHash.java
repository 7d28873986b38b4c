// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.segment;

/**
 * A polynomial hash of a window of bytes that moves on by one byte in constant time. Its upper bits are good, its lower
 * ones are not.
 */
final class RollingHash {
    /** Bytes under the window. */
    static final int WINDOW = 4096;

    private static final long FACTOR = 0x9E37_79B9_7F4A_7C15L;
    private static final int BYTES = 256;

    /** What a byte has added to the hash by the time it leaves the window. */
    private static final long[] LEAVING = leaving();

    private RollingHash() {}

    private static long[] leaving() {
        long power = 1;
        for (int i = 0; i < WINDOW; i++) {
            power *= FACTOR;
        }
        long[] table = new long[BYTES];
        for (int value = 0; value < BYTES; value++) {
            table[value] = (value + 1) * power;
        }
        return table;
    }

    /** The hash of the window that begins at {@code from}. */
    static long of(byte[] bytes, int from) {
        long hash = 0;
        for (int i = from; i < from + WINDOW; i++) {
            hash = hash * FACTOR + (bytes[i] & 0xFF) + 1;
        }
        return hash;
    }

    /** The hash of the window one byte further on. */
    static long next(long hash, byte out, byte in) {
        return hash * FACTOR + (in & 0xFF) + 1 - LEAVING[out & 0xFF];
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.segment;

/** The last bytes that were stored, in a ring. Positions count all bytes ever stored. */
final class History {
    private final byte[] ring;
    private final int mask;
    private long end;

    /** A history of 2^{@code bits} bytes. */
    History(int bits) {
        ring = new byte[1 << bits];
        mask = ring.length - 1;
    }

    /** The position of the first byte that is still known. */
    long start() {
        return Math.max(0, end - ring.length);
    }

    /** The position behind the last byte. */
    long end() {
        return end;
    }

    /** Adds bytes. */
    void append(byte[] bytes, int from, int to) {
        for (int at = from; at < to; ) {
            int target = (int) end & mask;
            int count = Math.min(to - at, ring.length - target);
            System.arraycopy(bytes, at, ring, target, count);
            end += count;
            at += count;
        }
    }

    /** How many bytes from {@code position} on are those of {@code bytes} from {@code from} to at most {@code to}. */
    int forward(long position, byte[] bytes, int from, int to) {
        if (position < start()) {
            return 0;
        }
        int limit = (int) Math.min(to - from, end - position);
        int count = 0;
        while (count < limit && ring[(int) (position + count) & mask] == bytes[from + count]) {
            count++;
        }
        return count;
    }

    /**
     * How many bytes before {@code position} are those of {@code bytes} before {@code to}, at most back to
     * {@code from}.
     */
    int backward(long position, byte[] bytes, int from, int to) {
        int limit = (int) Math.min(to - from, position - start());
        int count = 0;
        while (count < limit && ring[(int) (position - count - 1) & mask] == bytes[to - count - 1]) {
            count++;
        }
        return count;
    }
}

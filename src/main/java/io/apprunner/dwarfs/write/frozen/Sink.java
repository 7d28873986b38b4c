// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.frozen;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;

/**
 * Takes the values one after the other: without an array it only measures them, with one it writes them there. Space
 * for collections is given out from front to back in both cases, so that the last measurement and the writing agree.
 */
final class Sink {
    private final byte[] bytes;
    private final boolean measuring;
    private long end;
    private boolean grown;

    private Sink(byte[] bytes, boolean measuring) {
        this.bytes = bytes;
        this.measuring = measuring;
    }

    /** A sink that makes widths large enough. */
    static Sink measuring() {
        return new Sink(new byte[0], true);
    }

    /** A sink that writes into an array of {@code size} bytes. */
    static Sink writing(long size) {
        if (size > Integer.MAX_VALUE - Long.BYTES) {
            throw new AppRunnerException(
                    ErrorCode.LIMIT, "the tree has too many files for one image", "split it into several layers");
        }
        return new Sink(new byte[(int) size], false);
    }

    /** Gives out the next {@code size} bytes and returns where they start. */
    long allocate(long size) {
        long start = end;
        end += size;
        return start;
    }

    /** How many bytes have been given out. */
    long size() {
        return end;
    }

    /** Whether a width grew, so that another measurement is needed. */
    boolean grown() {
        return grown;
    }

    /** The written bytes. */
    byte[] bytes() {
        return bytes;
    }

    /** Takes an integer. */
    void integer(Widths widths, Position at, long value) {
        if (measuring) {
            grown |= widths.grow(Long.SIZE - Long.numberOfLeadingZeros(value));
        } else {
            store(at.start() * Byte.SIZE + at.bit(), widths.bits(), value);
        }
    }

    /** Takes the data of a byte string, which start at {@code start}. */
    void copy(long start, byte[] data) {
        if (!measuring) {
            System.arraycopy(data, 0, bytes, Math.toIntExact(start), data.length);
        }
    }

    /** Bits are numbered from the lowest of the first byte upwards. */
    private void store(long bit, int width, long value) {
        long position = bit;
        long rest = value;
        int left = width;
        while (left > 0) {
            int index = (int) (position / Byte.SIZE);
            int shift = (int) (position % Byte.SIZE);
            int count = Math.min(left, Byte.SIZE - shift);
            long mask = (1L << count) - 1;
            bytes[index] |= (byte) ((rest & mask) << shift);
            rest >>>= count;
            position += count;
            left -= count;
        }
    }
}

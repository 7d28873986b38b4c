// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.fsst;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One to eight bytes of a string.
 *
 * @param bytes the bytes, the first one lowest
 * @param length their number
 */
record Piece(long bytes, int length) {
    static final int LONGEST = 8;

    /** By length, then by the bytes as a number: an order that depends on nothing else. */
    static final Comparator<Piece> ORDER =
            Comparator.comparingInt(Piece::length).thenComparing((a, b) -> Long.compareUnsigned(a.bytes(), b.bytes()));

    /** The piece of {@code data} at {@code from}. */
    static Piece of(byte[] data, int from, int length) {
        long bytes = 0;
        for (int i = 0; i < length; i++) {
            bytes |= (data[from + i] & 0xFFL) << (Byte.SIZE * i);
        }
        return new Piece(bytes, length);
    }

    /** This piece and the next one together; at most {@link #LONGEST} bytes. */
    Piece and(Piece next) {
        return new Piece(bytes | next.bytes << (Byte.SIZE * length), length + next.length);
    }

    // A native image interprets the two methods that a record gets by itself, and the trainer calls them millions of
    // times.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Piece piece && piece.bytes == bytes && piece.length == length;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(bytes * 0x9E3779B97F4A7C15L) + length;
    }

    byte at(int index) {
        return (byte) (bytes >>> (Byte.SIZE * index));
    }

    boolean isAt(byte[] data, int from, int to) {
        if (length > to - from) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (data[from + i] != at(i)) {
                return false;
            }
        }
        return true;
    }
}

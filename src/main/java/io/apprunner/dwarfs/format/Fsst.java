// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.format;

/**
 * The symbol table of FSST-coded strings (DwarFS format 2.5, string tables): a byte below 255 stands for a symbol of
 * one to eight bytes, 255 says that the next byte stands for itself. Immutable.
 */
public final class Fsst {
    private static final int ESCAPE = 255;
    private static final int LENGTHS_AT = 9;
    private static final int SYMBOLS_AT = 17;
    private static final int LONGEST = 8;
    private static final int MARK = 0x0134140A;

    private final int count;
    /** Symbol c is the first {@code lengths[c]} bytes from {@code symbols[8 * c]}. */
    private final byte[] symbols;

    private final byte[] lengths;

    private Fsst(int count, byte[] symbols, byte[] lengths) {
        this.count = count;
        this.symbols = symbols;
        this.lengths = lengths;
    }

    /**
     * Reads a symbol table.
     *
     * @param place where it stands, for errors
     * @throws io.apprunner.error.FormatException when it is damaged or of another version
     */
    public static Fsst parse(FrozenView.Range bytes, Place place) {
        byte[] data = bytes.data();
        int from = bytes.from();
        if (bytes.length() < SYMBOLS_AT) {
            throw place.bad("a symbol table of at least " + SYMBOLS_AT + " bytes", bytes.length());
        }
        int count = data[from + 1] & 0xFF;
        int mark = (data[from + 4] & 0xFF)
                | (data[from + 5] & 0xFF) << 8
                | (data[from + 6] & 0xFF) << 16
                | (data[from + 7] & 0xFF) << 24;
        if (mark != MARK || data[from + 8] != 0) {
            throw place.unsupported(
                    "symbol table " + Integer.toHexString(MARK), Integer.toHexString(mark) + "/" + data[from + 8]);
        }
        byte[] symbols = new byte[count * LONGEST];
        byte[] lengths = new byte[count];
        int code = 0;
        int at = SYMBOLS_AT;
        // Symbols stand in the order of lengths 2 to 8, then 1.
        for (int turn = 1; turn <= LONGEST; turn++) {
            int length = turn % LONGEST + 1;
            int ofThisLength = data[from + LENGTHS_AT + length - 1] & 0xFF;
            if (code + ofThisLength > count || at + ofThisLength * length > bytes.length()) {
                throw place.bad("a symbol table of " + count + " symbols", "more of length " + length);
            }
            for (int i = 0; i < ofThisLength; i++) {
                System.arraycopy(data, from + at, symbols, code * LONGEST, length);
                lengths[code++] = (byte) length;
                at += length;
            }
        }
        if (code != count) {
            throw place.bad("a symbol table of " + count + " symbols", code);
        }
        return new Fsst(count, symbols, lengths);
    }

    /**
     * Decodes a string.
     *
     * @param target where it goes, from index {@code at} on
     * @return its length in bytes, or -1 when it is damaged or longer than the space in {@code target}
     */
    public int decode(byte[] data, int from, int length, byte[] target, int at) {
        int out = at;
        int end = from + length;
        for (int i = from; i < end; i++) {
            int code = data[i] & 0xFF;
            if (code < count) {
                int size = lengths[code];
                if (size > target.length - out) {
                    return -1;
                }
                System.arraycopy(symbols, code * LONGEST, target, out, size);
                out += size;
            } else if (code == ESCAPE && ++i < end && out < target.length) {
                target[out++] = data[i];
            } else {
                return -1;
            }
        }
        return out - at;
    }

    /** The length of a coded string, which must not be damaged, after decoding. */
    public int decodedLength(byte[] data, int from, int length) {
        int total = 0;
        int end = from + length;
        for (int i = from; i < end; i++) {
            int code = data[i] & 0xFF;
            if (code < count) {
                total += lengths[code];
            } else {
                total++;
                i++;
            }
        }
        return total;
    }

    /**
     * Compares a coded string with a plain one, byte by byte as unsigned numbers.
     *
     * @return negative, zero or positive as the coded string is before, equal to or after {@code other[from..to)}
     */
    public int compare(byte[] data, int start, int length, byte[] other, int from, int to) {
        int at = from;
        int end = start + length;
        for (int i = start; i < end; i++) {
            int code = data[i] & 0xFF;
            int size = 1;
            byte[] source = data;
            int offset = i;
            if (code < count) {
                size = lengths[code];
                source = symbols;
                offset = code * LONGEST;
            } else {
                offset = ++i;
            }
            for (int j = 0; j < size; j++, at++) {
                if (at >= to) {
                    return 1;
                }
                int difference = (source[offset + j] & 0xFF) - (other[at] & 0xFF);
                if (difference != 0) {
                    return difference;
                }
            }
        }
        return at - to;
    }
}

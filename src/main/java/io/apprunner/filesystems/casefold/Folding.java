// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.casefold;

import java.util.Arrays;

/**
 * Unicode's simple case folding (the common and simple rows of its table) of names in UTF-8: letter by letter, without
 * any normalisation, the Turkish dotted and dotless i apart from the others. Bytes that are not UTF-8 stay as they are,
 * so that different malformed names never match. The length in bytes may change.
 */
public final class Folding {
    private static final int ASCII_END = 0x80;
    private static final int DOTTED_CAPITAL = 0x130;
    private static final int DOTLESS_SMALL = 0x131;
    /** The most bytes that one byte of a name can become: two of some letters become three. */
    private static final int GROWTH = 2;

    private Folding() {}

    /** What all names have in common that match {@code name}, of which {@code length} bytes count. */
    public static byte[] fold(byte[] name, int length) {
        byte[] folded = Arrays.copyOf(name, length);
        for (int i = 0; i < length; i++) {
            byte b = name[i];
            if (b < 0) {
                return foldFrom(name, length, i, folded);
            }
            if (b >= 'A' && b <= 'Z') {
                folded[i] = (byte) (b + 'a' - 'A');
            }
        }
        return folded;
    }

    /** What a letter becomes. */
    public static int fold(int letter) {
        if (letter == DOTTED_CAPITAL || letter == DOTLESS_SMALL) {
            return letter;
        }
        // By way of upper case, because several small letters can have the same one.
        return Character.toLowerCase(Character.toUpperCase(letter));
    }

    private static byte[] foldFrom(byte[] name, int length, int first, byte[] begun) {
        byte[] folded = Arrays.copyOf(begun, first + GROWTH * (length - first));
        int to = first;
        int at = first;
        while (at < length) {
            int size = sequence(name, at, length);
            if (size == 0) {
                folded[to++] = name[at++];
            } else {
                to = put(fold(letter(name, at, size)), folded, to);
                at += size;
            }
        }
        return Arrays.copyOf(folded, to);
    }

    /** The bytes of the letter that begins here; 0 when none does. */
    private static int sequence(byte[] name, int at, int length) {
        int lead = name[at] & 0xff;
        int size = lead < ASCII_END ? 1 : lead >= 0xc2 && lead < 0xe0 ? 2 : lead < 0xe0 ? 0 : lead < 0xf0 ? 3 : 4;
        if (lead > 0xf4 || size == 0 || at + size > length) {
            return 0;
        }
        for (int i = 1; i < size; i++) {
            if ((name[at + i] & 0xc0) != 0x80) {
                return 0;
            }
        }
        int letter = letter(name, at, size);
        boolean isOverlong = (size == 3 && letter < 0x800) || (size == 4 && letter < 0x10000);
        boolean isSurrogate = letter >= 0xd800 && letter < 0xe000;
        return isOverlong || isSurrogate || letter > Character.MAX_CODE_POINT ? 0 : size;
    }

    private static int letter(byte[] name, int at, int size) {
        if (size == 1) {
            return name[at];
        }
        int letter = name[at] & (0x7f >> size);
        for (int i = 1; i < size; i++) {
            letter = letter << 6 | name[at + i] & 0x3f;
        }
        return letter;
    }

    private static int put(int letter, byte[] to, int at) {
        if (letter < ASCII_END) {
            to[at] = (byte) letter;
            return at + 1;
        }
        int size = letter < 0x800 ? 2 : letter < 0x10000 ? 3 : 4;
        int rest = letter;
        for (int i = size - 1; i > 0; i--) {
            to[at + i] = (byte) (0x80 | rest & 0x3f);
            rest >>= 6;
        }
        to[at] = (byte) (0xf00 >> size | rest);
        return at + size;
    }
}

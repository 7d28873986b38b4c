// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.format;

import java.util.Map;

/**
 * How values of one type lie in frozen metadata (DwarFS format 2.5, frozen metadata).
 *
 * @param size bytes of one value, or 0 when values are packed bit by bit
 * @param bits bits of one value
 * @param fields the fields that occupy bits, by their numbers ({@link FrozenField#id}); those missing have the value
 *     zero, empty or unset
 */
public record Layout(int size, int bits, Map<Integer, Field> fields) {
    /** The layout of something that occupies no bits: every value is zero, every list empty. */
    public static final Layout EMPTY = new Layout(0, 0, Map.of());

    /**
     * A field within a layout.
     *
     * @param layout the number of the field's own layout
     * @param offset bytes from the start of the struct when positive, bits from its first bit, negated, when negative
     */
    public record Field(int layout, int offset) {
        /** Bits from the start of the struct. */
        long bitOffset() {
            return offset < 0 ? -(long) offset : offset * 8L;
        }
    }

    /** Bits from one value to the next in a list. */
    long stride() {
        return size > 0 ? size * 8L : bits;
    }
}

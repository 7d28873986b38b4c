// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.format;

import io.apprunner.dwarfs.format.FrozenField.CollectionField;
import io.apprunner.dwarfs.format.FrozenField.OptionalField;
import io.apprunner.dwarfs.format.MetadataField.StringTableField;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The names or the symbolic link targets of an image, in any of the forms of DwarFS format 2.5 (string tables): a plain
 * list, or one buffer with offsets or lengths, FSST-coded or not. Immutable; {@link #decode} and {@link #compare}
 * allocate nothing.
 */
public final class StringTable {
    private static final int INDEX_BITS = 32;

    private final byte[] data;
    private final int base;
    /** Where string i begins, relative to the base. */
    private final Column starts;
    /** Lengths of the strings, or null when string i ends where string i + 1 begins. */
    private final @Nullable Column lengths;

    private final @Nullable Fsst fsst;
    private final int count;

    private StringTable(
            byte[] data, int base, Column starts, @Nullable Column lengths, @Nullable Fsst fsst, int count) {
        this.data = data;
        this.base = base;
        this.starts = starts;
        this.lengths = lengths;
        this.fsst = fsst;
        this.count = count;
    }

    /**
     * The table in one of two fields of a struct.
     *
     * @param compact the field of an optional string_table, which goes first
     * @param plain the field of a list of strings
     */
    public static StringTable of(FrozenView parent, FrozenField compact, FrozenField plain) {
        FrozenView table = parent.optional(compact);
        return table == null ? plain(parent, plain) : compact(table.struct(OptionalField.VALUE));
    }

    /** The table that is the list of strings in a field. */
    private static StringTable plain(FrozenView parent, FrozenField field) {
        FrozenView.FrozenList list = parent.list(field);
        Column starts = list.field(CollectionField.DISTANCE, 64);
        Column lengths = list.field(CollectionField.COUNT, 64);
        int base = list.from();
        checkPlain(starts, lengths, parent.length() - base, parent.place());
        return new StringTable(list.data(), base, starts, lengths, null, list.count());
    }

    /** Checks that strings follow each other; one without bytes may lie anywhere. */
    private static void checkPlain(Column starts, Column lengths, long limit, Place place) {
        long end = -1;
        for (int i = 0; i < starts.count(); i++) {
            long start = starts.get(i);
            long length = lengths.get(i);
            if (start < 0 || start > limit || length < 0 || length > limit - start) {
                throw place.bad("strings within the metadata", length + " bytes at " + start);
            }
            if (length > 0 && end >= 0 && start != end) {
                throw place.bad("strings that follow each other, the next one at " + end, start);
            }
            end = length > 0 ? start + length : end;
        }
    }

    /** The table in this string_table struct. */
    private static StringTable compact(FrozenView table) {
        FrozenView.Range buffer = table.string(StringTableField.BUFFER);
        FrozenView symbols = table.optional(StringTableField.SYMTAB);
        Fsst fsst = symbols == null ? null : Fsst.parse(symbols.string(OptionalField.VALUE), table.place());
        Column index = table.list(StringTableField.INDEX).integers(INDEX_BITS);
        if (table.flag(StringTableField.PACKED_INDEX)) {
            index = unpack(index, buffer.length(), table.place());
        }
        long last = 0;
        for (int i = 0; i < index.count(); i++) {
            long next = index.get(i);
            if (next < last || next > buffer.length()) {
                throw table.place().bad("ascending offsets up to " + buffer.length(), next);
            }
            last = next;
        }
        if (index.count() > 0 && (index.get(0) != 0 || last != buffer.length())) {
            throw table.place()
                    .bad("offsets from 0 to " + buffer.length(), "offsets from " + index.get(0) + " to " + last);
        }
        return new StringTable(buffer.data(), buffer.from(), index, null, fsst, Math.max(0, index.count() - 1));
    }

    /** Offsets from lengths; there is one more of them. */
    private static Column unpack(Column lengths, int limit, Place place) {
        // Strings are unique, so at most one is empty: memory stays in proportion to the buffer.
        if (lengths.count() > limit + 1) {
            throw place.bad("at most " + (limit + 1) + " strings", lengths.count());
        }
        int[] offsets = new int[lengths.count() + 1];
        long at = 0;
        for (int i = 0; i < lengths.count(); i++) {
            at += lengths.get(i);
            if (at > limit) {
                throw place.bad("strings of " + limit + " bytes", "more");
            }
            offsets[i + 1] = (int) at;
        }
        return Column.of(offsets);
    }

    /** The number of strings. */
    public int count() {
        return count;
    }

    private int start(int index) {
        return base + starts.getInt(index);
    }

    private int length(int index) {
        return lengths == null ? starts.getInt(index + 1) - starts.getInt(index) : lengths.getInt(index);
    }

    /**
     * Writes string {@code index} to {@code target} from {@code at} on.
     *
     * @return its length in bytes, or -1 when it is damaged or longer than the space in {@code target}
     */
    public int decode(int index, byte[] target, int at) {
        int length = length(index);
        if (fsst != null) {
            return fsst.decode(data, start(index), length, target, at);
        }
        if (length > target.length - at) {
            return -1;
        }
        System.arraycopy(data, start(index), target, at, length);
        return length;
    }

    /** The length in bytes of string {@code index}, which must not be damaged. */
    public int decodedLength(int index) {
        int length = length(index);
        return fsst == null ? length : fsst.decodedLength(data, start(index), length);
    }

    /**
     * Compares string {@code index}, which must not be damaged, with {@code other[from..to)}, byte by byte as unsigned
     * numbers.
     *
     * @return negative, zero or positive as the string is before, equal to or after the other
     */
    public int compare(int index, byte[] other, int from, int to) {
        int start = start(index);
        int length = length(index);
        return fsst == null
                ? Arrays.compareUnsigned(data, start, start + length, other, from, to)
                : fsst.compare(data, start, length, other, from, to);
    }
}

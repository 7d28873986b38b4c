// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.metadata;

import io.apprunner.dwarfs.format.Column;
import io.apprunner.dwarfs.format.FrozenView.FrozenList;
import io.apprunner.dwarfs.format.MetadataField.InodeField;
import io.apprunner.dwarfs.format.Place;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The inodes of the formats 2.0 to 2.2 (DwarFS format, metadata). A record is an entry and an inode at once there, and
 * files of equal content share a number although each has an owner, a mode and times of its own. So inodes are numbered
 * anew here: records of one number are one inode where they agree in all that, as hard links do, and several where they
 * do not.
 *
 * @param records the record of each inode
 * @param entries the inode of each record
 * @param numbers the number that the image has for each inode, ascending
 */
record OldInodes(Column records, Column entries, Column numbers) {
    private static final List<InodeField> ATTRIBUTES = List.of(
            InodeField.MODE_INDEX,
            InodeField.OWNER_INDEX,
            InodeField.GROUP_INDEX,
            InodeField.ATIME_OFFSET,
            InodeField.MTIME_OFFSET,
            InodeField.CTIME_OFFSET);

    /**
     * Numbers the inodes, in the time of sorting the records.
     *
     * @param table a record of each number
     */
    static OldInodes of(FrozenList records, Column table, Place place) {
        Column stored = records.field(InodeField.INODE_V2_2, Integer.SIZE);
        checkTable(stored, table, place);
        int[] starts = new int[table.count() + 1];
        int[] sorted = sort(stored, starts, place);
        int[] firsts = new int[records.count()];
        int[] entries = new int[records.count()];
        int[] numbers = new int[records.count()];
        Comparator<Integer> order = order(records);
        int count = 0;
        for (int number = 0; number < table.count(); number++) {
            int last = -1;
            for (int record : group(sorted, starts[number], starts[number + 1], order)) {
                if (last < 0 || order.compare(last, record) != 0) {
                    firsts[count] = record;
                    numbers[count++] = number;
                }
                entries[record] = count - 1;
                last = record;
            }
        }
        return new OldInodes(
                Column.of(Arrays.copyOf(firsts, count)), Column.of(entries), Column.of(Arrays.copyOf(numbers, count)));
    }

    /** By their attributes: sorting takes the same time whatever the values are, which hashing does not. */
    private static Comparator<Integer> order(FrozenList records) {
        Comparator<Integer> order = Comparator.comparingInt(record -> 0);
        for (InodeField field : ATTRIBUTES) {
            order = order.thenComparingLong(records.field(field, Long.SIZE)::get);
        }
        return order;
    }

    private static List<Integer> group(int[] sorted, int from, int to, Comparator<Integer> order) {
        return to - from == 1
                ? List.of(sorted[from])
                : Arrays.stream(sorted, from, to).boxed().sorted(order).toList();
    }

    private static void checkTable(Column stored, Column table, Place place) {
        for (int number = 0; number < table.count(); number++) {
            long record = table.get(number);
            if (record >= stored.count() || stored.get((int) record) != number) {
                throw place.bad("a record of inode " + number, "record " + record);
            }
        }
    }

    /** The records by their numbers, those of one number in order; fills in where each number's begin. */
    private static int[] sort(Column stored, int[] starts, Place place) {
        int count = starts.length - 1;
        for (int record = 0; record < stored.count(); record++) {
            if (stored.get(record) >= count) {
                throw place.bad("an inode below " + count + " in entry " + record, stored.get(record));
            }
            starts[stored.getInt(record) + 1]++;
        }
        for (int number = 0; number < count; number++) {
            starts[number + 1] += starts[number];
        }
        int[] next = starts.clone();
        int[] sorted = new int[stored.count()];
        for (int record = 0; record < sorted.length; record++) {
            sorted[next[stored.getInt(record)]++] = record;
        }
        return sorted;
    }
}

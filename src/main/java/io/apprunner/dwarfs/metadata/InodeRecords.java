// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.metadata;

import io.apprunner.dwarfs.format.Column;
import io.apprunner.dwarfs.format.FrozenView;
import io.apprunner.dwarfs.format.Place;
import org.jspecify.annotations.Nullable;

/**
 * What inodes and directory entries consist of (DwarFS format, metadata, fields 3, 5 and 19). Since format 2.3 a record
 * of field 3 is an inode, and field 19 holds the entries. Before, each record of field 3 is an entry and an inode at
 * once, in the order of the entries, and field 5 says which record is inode n.
 */
final class InodeRecords {
    private static final int NAME_INDEX = 1;
    private static final int OLD_INODE = 3;

    private final FrozenView.FrozenList records;
    private final FrozenView.FrozenList entries;
    /** The record of each inode; null when they are in order. */
    private final @Nullable Column order;

    private final int entryInodeField;

    InodeRecords(FrozenView metadata) {
        records = metadata.list(3);
        FrozenView.FrozenList known = Options.optionalList(metadata, 19);
        Column table = metadata.list(5).integers(Integer.SIZE);
        Place place = metadata.place();
        if (known == null && table.count() == 0) {
            throw place.bad("directory entries", "none");
        }
        entries = known == null ? records : known;
        order = known == null ? table : null;
        entryInodeField = known == null ? OLD_INODE : 2;
        checkCounts(place);
        if (order != null) {
            checkOrder(order, place);
        }
    }

    /** Checks that each inode can have an entry, which bounds time and memory by what the metadata really holds. */
    private void checkCounts(Place place) {
        int inodes = count();
        if (inodes > entries.count() || inodes - 1 > entryInodes().widest()) {
            throw place.bad("an entry for each of " + inodes + " inodes", entries.count());
        }
    }

    private void checkOrder(Column table, Place place) {
        Column inodes = entryInodes();
        for (int inode = 0; inode < table.count(); inode++) {
            long record = table.get(inode);
            if (record >= records.count() || inodes.get((int) record) != inode) {
                throw place.bad("a record of inode " + inode, "record " + record);
            }
        }
    }

    /** The number of inodes. */
    int count() {
        return order == null ? records.count() : order.count();
    }

    /** Field {@code id} of all inodes, of at most 32 bits. */
    Column field(int id) {
        Column stored = records.field(id, Integer.SIZE);
        return order == null ? stored : stored.at(order);
    }

    /** The name of each entry, as an index of the table of names. */
    Column entryNames() {
        return entries.field(NAME_INDEX, Integer.SIZE);
    }

    /** The inode of each entry. */
    Column entryInodes() {
        return entries.field(entryInodeField, Integer.SIZE);
    }
}

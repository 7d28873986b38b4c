// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.metadata;

import io.apprunner.dwarfs.format.Column;
import io.apprunner.dwarfs.format.FrozenField;
import io.apprunner.dwarfs.format.FrozenView;
import io.apprunner.dwarfs.format.MetadataField;
import io.apprunner.dwarfs.format.MetadataField.EntryField;
import io.apprunner.dwarfs.format.MetadataField.InodeField;
import io.apprunner.dwarfs.format.Place;
import org.jspecify.annotations.Nullable;

/**
 * What inodes and directory entries consist of (DwarFS format, metadata). Since format 2.3 a record is an inode, and
 * the entries have a list of their own. Before, each record is an entry and an inode at once, in the order of the
 * entries, and a table says which record is inode n.
 */
final class InodeRecords {
    private final FrozenView.FrozenList records;
    private final FrozenView.FrozenList entries;
    /** The record of each inode; null when they are in order. */
    private final @Nullable Column order;

    private final FrozenField entryNameField;
    private final FrozenField entryInodeField;

    InodeRecords(FrozenView metadata) {
        records = metadata.list(MetadataField.INODES);
        FrozenView.FrozenList known = Options.optionalList(metadata, MetadataField.DIR_ENTRIES);
        Column table = metadata.list(MetadataField.ENTRY_TABLE_V2_2).integers(Integer.SIZE);
        Place place = metadata.place();
        if (known == null && table.count() == 0) {
            throw place.bad("directory entries", "none");
        }
        entries = known == null ? records : known;
        order = known == null ? table : null;
        entryNameField = known == null ? InodeField.NAME_INDEX_V2_2 : EntryField.NAME_INDEX;
        entryInodeField = known == null ? InodeField.INODE_V2_2 : EntryField.INODE_NUM;
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

    /** A field of all inodes, of at most 32 bits. */
    Column field(InodeField field) {
        Column stored = records.field(field, Integer.SIZE);
        return order == null ? stored : stored.at(order);
    }

    /** The name of each entry, as an index of the table of names. */
    Column entryNames() {
        return entries.field(entryNameField, Integer.SIZE);
    }

    /** The inode of each entry. */
    Column entryInodes() {
        return entries.field(entryInodeField, Integer.SIZE);
    }
}

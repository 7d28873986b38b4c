// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.metadata;

import io.apprunner.dwarfs.format.Column;
import io.apprunner.dwarfs.format.FrozenView;
import io.apprunner.dwarfs.format.FrozenView.FrozenList;
import io.apprunner.dwarfs.format.MetadataField;
import io.apprunner.dwarfs.format.MetadataField.EntryField;
import io.apprunner.dwarfs.format.MetadataField.InodeField;
import io.apprunner.dwarfs.format.Place;
import org.jspecify.annotations.Nullable;

/**
 * What inodes and directory entries consist of (DwarFS format, metadata). Since format 2.3 a record is an inode, and
 * the entries have a list of their own. Before, each record is an entry and an inode at once: see {@link OldInodes}.
 */
final class InodeRecords {
    private final FrozenList records;
    private final Column entryNames;
    private final Column entryInodes;
    private final @Nullable OldInodes old;
    /** How many inodes the tables of the image count. */
    private final int storedCount;

    InodeRecords(FrozenView metadata) {
        records = metadata.list(MetadataField.INODES);
        FrozenList entries = Options.optionalList(metadata, MetadataField.DIR_ENTRIES);
        Place place = metadata.place();
        if (entries == null) {
            Column table = metadata.list(MetadataField.ENTRY_TABLE_V2_2).integers(Integer.SIZE);
            if (table.count() == 0) {
                throw place.bad("directory entries", "none");
            }
            old = OldInodes.of(records, table, place);
            entryNames = records.field(InodeField.NAME_INDEX_V2_2, Integer.SIZE);
            entryInodes = old.entries();
            storedCount = table.count();
        } else {
            old = null;
            entryNames = entries.field(EntryField.NAME_INDEX, Integer.SIZE);
            entryInodes = entries.field(EntryField.INODE_NUM, Integer.SIZE);
            storedCount = records.count();
            checkCounts(place);
        }
    }

    /** Checks that each inode can have an entry, which bounds time and memory by what the metadata really holds. */
    private void checkCounts(Place place) {
        if (storedCount > entryInodes.count() || storedCount - 1 > entryInodes.widest()) {
            throw place.bad("an entry for each of " + storedCount + " inodes", entryInodes.count());
        }
    }

    /** A field of all inodes, of at most so many bits. */
    Column field(InodeField field, int maximumBits) {
        Column stored = records.field(field, maximumBits);
        return old == null ? stored : stored.at(old.records());
    }

    /** The name of each entry, as an index of the table of names. */
    Column entryNames() {
        return entryNames;
    }

    /** The inode of each entry. */
    Column entryInodes() {
        return entryInodes;
    }

    /** How many inodes the tables of the image count; there can be more in old formats. */
    int storedCount() {
        return storedCount;
    }

    /** The number under which the tables of the image have an inode. */
    int stored(int inode) {
        return old == null ? inode : old.numbers().getInt(inode);
    }
}

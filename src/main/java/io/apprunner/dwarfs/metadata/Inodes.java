// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.metadata;

import io.apprunner.dwarfs.format.Column;
import io.apprunner.dwarfs.format.FileType;
import io.apprunner.dwarfs.format.FrozenView;
import io.apprunner.dwarfs.format.MetadataField;
import io.apprunner.dwarfs.format.MetadataField.InodeField;
import io.apprunner.dwarfs.format.Place;

/** Modes, owners and the order of the inodes (DwarFS format 2.5, metadata). */
final class Inodes {
    private static final int RANKS = FileType.Rank.values().length;
    private static final int MODE_LIMIT = 1 << 16;

    private final Column modeIndexes;
    private final Column ownerIndexes;
    private final Column groupIndexes;
    private final Column linkCounts;
    private final Column modes;
    private final Column uids;
    private final Column gids;
    /** Inodes of rank r are those from {@code starts[r]} to {@code starts[r + 1]}. */
    private final int[] starts = new int[RANKS + 1];

    Inodes(FrozenView metadata, InodeRecords inodes) {
        modeIndexes = inodes.field(InodeField.MODE_INDEX);
        ownerIndexes = inodes.field(InodeField.OWNER_INDEX);
        groupIndexes = inodes.field(InodeField.GROUP_INDEX);
        linkCounts = inodes.field(InodeField.NLINK_MINUS_ONE);
        uids = metadata.list(MetadataField.UIDS).integers(Integer.SIZE);
        gids = metadata.list(MetadataField.GIDS).integers(Integer.SIZE);
        modes = metadata.list(MetadataField.MODES).integers(Integer.SIZE);
        check(metadata.place());
    }

    private void check(Place place) {
        int[] ranks = ranks(place);
        int rank = 0;
        for (int inode = 0; inode < count(); inode++) {
            checkIndex(modeIndexes.get(inode), modes, place);
            if (uids.count() > 0) {
                checkIndex(ownerIndexes.get(inode), uids, place);
            }
            if (gids.count() > 0) {
                checkIndex(groupIndexes.get(inode), gids, place);
            }
            int next = ranks[modeIndexes.getInt(inode)];
            if (next < rank) {
                throw place.bad("inodes sorted by type", "inode " + inode + " with mode 0" + octal(mode(inode)));
            }
            for (; rank < next; rank++) {
                starts[rank + 1] = inode;
            }
        }
        for (; rank < RANKS; rank++) {
            starts[rank + 1] = count();
        }
        if (starts[1] == 0) {
            throw place.bad("a root directory", count() + " inodes without one");
        }
    }

    private static void checkIndex(long index, Column table, Place place) {
        if (index >= table.count()) {
            throw place.bad("an index below " + table.count(), index);
        }
    }

    /** The place of each mode's rank in their order. */
    @SuppressWarnings("EnumOrdinal") // the order of the ranks is the format's
    private int[] ranks(Place place) {
        if (modes.count() > MODE_LIMIT) {
            throw place.bad("at most " + MODE_LIMIT + " modes", modes.count());
        }
        int[] ranks = new int[modes.count()];
        for (int i = 0; i < ranks.length; i++) {
            if (modes.get(i) >= MODE_LIMIT) {
                throw place.bad("a mode of 16 bits", "mode 0" + octal(modes.getInt(i)));
            }
            try {
                ranks[i] = FileType.of(modes.getInt(i)).rank().ordinal();
            } catch (IllegalArgumentException e) {
                throw place.bad("a mode with a file type", "mode 0" + octal(modes.getInt(i)));
            }
        }
        return ranks;
    }

    private static String octal(int mode) {
        return Integer.toOctalString(mode);
    }

    int count() {
        return modeIndexes.count();
    }

    int mode(int inode) {
        return modes.getInt(modeIndexes.getInt(inode));
    }

    int uid(int inode) {
        int index = ownerIndexes.getInt(inode);
        return uids.count() > 0 ? uids.getInt(index) : index;
    }

    int gid(int inode) {
        int index = groupIndexes.getInt(inode);
        return gids.count() > 0 ? gids.getInt(index) : index;
    }

    /** What is stored; only sensible when {@link Options#storesLinkCounts}. */
    long storedLinkCount(int inode) {
        return linkCounts.get(inode) + 1;
    }

    int directoryCount() {
        return starts[1];
    }

    int firstLink() {
        return starts[1];
    }

    int firstRegular() {
        return starts[2];
    }

    int firstDevice() {
        return starts[3];
    }

    int firstOther() {
        return starts[4];
    }
}

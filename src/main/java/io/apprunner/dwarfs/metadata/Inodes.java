// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.metadata;

import io.apprunner.dwarfs.format.Column;
import io.apprunner.dwarfs.format.FileType;
import io.apprunner.dwarfs.format.FileType.Rank;
import io.apprunner.dwarfs.format.FrozenView;
import io.apprunner.dwarfs.format.MetadataField;
import io.apprunner.dwarfs.format.MetadataField.InodeField;
import io.apprunner.dwarfs.format.Place;

/** Modes, owners and the order of the inodes (DwarFS format 2.5, metadata). */
@SuppressWarnings("EnumOrdinal") // the order of the ranks is the format's
final class Inodes {
    private static final int RANKS = Rank.values().length;
    private static final int MODE_LIMIT = 1 << 16;

    private final Column modeIndexes;
    private final Column ownerIndexes;
    private final Column groupIndexes;
    private final Column linkCounts;
    private final Column modes;
    private final Column uids;
    private final Column gids;
    private final InodeRecords records;
    /** Inodes of rank r are those from {@code starts[r]} to {@code starts[r + 1]}. */
    private final int[] starts = new int[RANKS + 1];
    /** The same in the numbers under which the tables of the image have them. */
    private final int[] storedStarts = new int[RANKS + 1];

    Inodes(FrozenView metadata, InodeRecords inodes) {
        records = inodes;
        modeIndexes = inodes.field(InodeField.MODE_INDEX, Integer.SIZE);
        ownerIndexes = inodes.field(InodeField.OWNER_INDEX, Integer.SIZE);
        groupIndexes = inodes.field(InodeField.GROUP_INDEX, Integer.SIZE);
        linkCounts = inodes.field(InodeField.NLINK_MINUS_ONE, Integer.SIZE);
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
            boolean hasTwoTypes = next > rank && inode > 0 && records.stored(inode) == records.stored(inode - 1);
            if (next < rank || hasTwoTypes) {
                throw place.bad("inodes sorted by type", "inode " + inode + " with mode 0" + octal(mode(inode)));
            }
            for (; rank < next; rank++) {
                starts[rank + 1] = inode;
                storedStarts[rank + 1] = records.stored(inode);
            }
        }
        for (; rank < RANKS; rank++) {
            starts[rank + 1] = count();
            storedStarts[rank + 1] = records.storedCount();
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

    private boolean has(Rank rank, int inode) {
        return inode >= starts[rank.ordinal()] && inode < starts[rank.ordinal() + 1];
    }

    private int storedCount(Rank rank) {
        return storedStarts[rank.ordinal() + 1] - storedStarts[rank.ordinal()];
    }

    private int index(Rank rank, int inode) {
        return records.stored(inode) - storedStarts[rank.ordinal()];
    }

    boolean isLink(int inode) {
        return has(Rank.LINK, inode);
    }

    boolean isRegular(int inode) {
        return has(Rank.REGULAR, inode);
    }

    boolean isDevice(int inode) {
        return has(Rank.DEVICE, inode);
    }

    /** How many symbolic links the tables of the image count. */
    int links() {
        return storedCount(Rank.LINK);
    }

    /** How many regular files the tables of the image count. */
    int files() {
        return storedCount(Rank.REGULAR);
    }

    /** How many devices the tables of the image count. */
    int devices() {
        return storedCount(Rank.DEVICE);
    }

    /** The place of a symbolic link in the tables of the image. */
    int link(int inode) {
        return index(Rank.LINK, inode);
    }

    /** The place of a regular file in the tables of the image. */
    int file(int inode) {
        return index(Rank.REGULAR, inode);
    }

    /** The place of a device in the tables of the image. */
    int device(int inode) {
        return index(Rank.DEVICE, inode);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.metadata;

import io.apprunner.dwarfs.format.Column;
import io.apprunner.dwarfs.format.FrozenView;
import io.apprunner.dwarfs.format.MetadataField;
import io.apprunner.dwarfs.format.MetadataField.DirectoryField;
import io.apprunner.dwarfs.format.Place;
import io.apprunner.dwarfs.format.StringTable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The directory tree (DwarFS format 2.5, metadata). Opening checks that the names of each directory are valid, sorted
 * and unique, and that every directory is in exactly one other, up to the root. Parents are found in that pass; what
 * the image says of them is not used.
 */
public final class Directories {
    /** The longest name in bytes that Linux allows. */
    public static final int NAME_LIMIT = 255;

    /** The file that makes a directory opaque, see {@link Metadata#isOpaque}. */
    private static final byte[] OPAQUE = ".wh..wh..opq".getBytes(StandardCharsets.US_ASCII);

    private final Column firstEntries;
    private final Column entryNames;
    private final Column entryInodes;
    private final StringTable names;
    private final int[] parents;
    private final int[] childDirectories;
    private boolean hasOpaque;

    Directories(FrozenView metadata, InodeRecords records, Options options, Inodes inodes) {
        Place place = metadata.place();
        entryNames = records.entryNames();
        entryInodes = records.entryInodes();
        names = StringTable.of(metadata, MetadataField.COMPACT_NAMES, MetadataField.NAMES);
        int count = inodes.directoryCount();
        Column first = metadata.list(MetadataField.DIRECTORIES).field(DirectoryField.FIRST_ENTRY, Integer.SIZE);
        if (first.count() != count + 1) {
            throw place.bad((count + 1) + " directories with the end", first.count());
        }
        firstEntries = options.packedDirectories() ? Packing.sums(first, entryCount(), place) : first;
        parents = new int[count];
        childDirectories = new int[count];
        new TreeCheck(place, inodes.count()).run();
    }

    int entryCount() {
        return entryInodes.count();
    }

    int firstEntry(int directory) {
        return firstEntries.getInt(directory);
    }

    int endEntry(int directory) {
        return firstEntries.getInt(directory + 1);
    }

    int inode(int entry) {
        return entryInodes.getInt(entry);
    }

    int name(int entry, byte[] target, int at) {
        return names.decode(entryNames.getInt(entry), target, at);
    }

    int parent(int directory) {
        return parents[directory];
    }

    boolean hasOpaque() {
        return hasOpaque;
    }

    int opaqueMarker(int directory) {
        return hasOpaque ? lookup(directory, OPAQUE, 0, OPAQUE.length) : -1;
    }

    static boolean isOpaqueMarker(byte[] name, int length) {
        return Arrays.equals(name, 0, length, OPAQUE, 0, OPAQUE.length);
    }

    int childDirectories(int directory) {
        return childDirectories[directory];
    }

    int lookup(int directory, byte[] name, int from, int to) {
        int low = firstEntry(directory);
        int high = endEntry(directory) - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = names.compare(entryNames.getInt(middle), name, from, to);
            if (order == 0) {
                return inode(middle);
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    /** The number of entries of each inode. */
    int[] countLinks(int inodes) {
        int[] counts = new int[inodes];
        for (int entry = 0; entry < entryCount(); entry++) {
            counts[inode(entry)]++;
        }
        return counts;
    }

    /** The checks at opening; linear in the size of the metadata. */
    private final class TreeCheck {
        private final Place place;
        private final int inodes;
        private byte[] name = new byte[NAME_LIMIT];
        private byte[] previous = new byte[NAME_LIMIT];

        TreeCheck(Place place, int inodes) {
            this.place = place;
            this.inodes = inodes;
        }

        void run() {
            checkRanges();
            Arrays.fill(parents, -1);
            parents[0] = 0;
            for (int directory = 0; directory < parents.length; directory++) {
                checkEntries(directory);
            }
            checkRoot();
        }

        /** Entry 0 is the root's own; the directories share out all others in their order. */
        private void checkRanges() {
            long last = 1;
            for (int directory = 0; directory < firstEntries.count(); directory++) {
                long first = firstEntries.get(directory);
                if (first < last || first > entryCount() || (directory == 0 && first != 1)) {
                    throw place.bad("entries from " + last + " on for directory " + directory, first);
                }
                last = first;
            }
            if (last != entryCount() || entryInodes.get(0) != 0) {
                throw place.bad("directories of " + entryCount() + " entries, first the root", last);
            }
        }

        private void checkEntries(int directory) {
            int previousLength = -1;
            for (int entry = firstEntry(directory); entry < endEntry(directory); entry++) {
                long inode = entryInodes.get(entry);
                if (inode >= inodes) {
                    throw place.bad("an inode below " + inodes + " in entry " + entry, inode);
                }
                int length = checkName(entry);
                if (previousLength >= 0 && Arrays.compareUnsigned(previous, 0, previousLength, name, 0, length) >= 0) {
                    throw place.bad("sorted names in directory " + directory, "entry " + entry + " out of order");
                }
                previousLength = length;
                byte[] free = previous;
                previous = name;
                name = free;
                if (inode < parents.length) {
                    adopt((int) inode, directory);
                }
            }
        }

        private int checkName(int entry) {
            long index = entryNames.get(entry);
            if (index >= names.count()) {
                throw place.bad("a name below " + names.count() + " in entry " + entry, index);
            }
            int length = names.decode((int) index, name, 0);
            hasOpaque |= isOpaqueMarker(name, Math.max(0, length));
            String fault = fault(length);
            if (fault != null) {
                throw place.bad("a file name in entry " + entry, fault);
            }
            return length;
        }

        private @Nullable String fault(int length) {
            if (length <= 0) {
                return length == 0 ? "an empty one" : "a damaged one or one above " + NAME_LIMIT + " bytes";
            }
            if (name[0] == '.' && (length == 1 || (length == 2 && name[1] == '.'))) {
                return length == 1 ? "." : "..";
            }
            for (int i = 0; i < length; i++) {
                if (name[i] == '/' || name[i] == 0) {
                    return "one with byte " + name[i];
                }
            }
            return null;
        }

        private void adopt(int child, int directory) {
            if (parents[child] >= 0) {
                throw place.bad("each directory in one other", "directory " + child + " twice");
            }
            parents[child] = directory;
            childDirectories[directory]++;
        }

        /** Follows parents up to the root or a directory that is known to be below it. */
        private void checkRoot() {
            int[] seenFrom = new int[parents.length];
            for (int start = 1; start < parents.length; start++) {
                int at = start;
                while (at != 0 && seenFrom[at] == 0) {
                    seenFrom[at] = start;
                    at = parents[at];
                    if (at < 0) {
                        throw place.bad("each directory in another", "one that is in none");
                    }
                }
                if (at != 0 && seenFrom[at] == start) {
                    throw place.bad("directories without loops", "directory " + at + " within itself");
                }
            }
        }
    }
}

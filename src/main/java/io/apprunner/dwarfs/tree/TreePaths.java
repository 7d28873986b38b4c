// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.tree;

import io.apprunner.dwarfs.metadata.Directories;
import io.apprunner.dwarfs.metadata.Metadata;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import java.util.Arrays;

/**
 * The paths of a tree, made when they are asked for: a deep tree of long names could fill the memory with them. Belongs
 * to one thread at a time.
 */
public final class TreePaths {
    /** Longer paths cannot be named on Linux. */
    private static final int PATH_LIMIT = 4095;

    private final Metadata metadata;
    /** The entry that names each directory. */
    private final int[] ownEntries;

    private final byte[] buffer = new byte[PATH_LIMIT];
    private final byte[] name = new byte[Directories.NAME_LIMIT];

    /** The paths of this tree. */
    public TreePaths(Metadata metadata) {
        this.metadata = metadata;
        ownEntries = new int[metadata.directoryCount()];
        for (int directory = 0; directory < ownEntries.length; directory++) {
            int end = metadata.endEntry(directory);
            for (int entry = metadata.firstEntry(directory); entry < end; entry++) {
                int inode = metadata.entryInode(entry);
                if (inode < ownEntries.length) {
                    ownEntries[inode] = entry;
                }
            }
        }
    }

    /**
     * The path of a directory from the root, without a leading slash; empty for the root.
     *
     * @throws AppRunnerException with code {@code LIMIT} when it is longer than 4095 bytes
     */
    public byte[] of(int directory) {
        return climb(directory, PATH_LIMIT);
    }

    /** The path of an entry of a directory, as {@link #of(int)}. */
    public byte[] of(int directory, int entry) {
        return climb(directory, prepend(entry, PATH_LIMIT));
    }

    private byte[] climb(int directory, int from) {
        int start = from;
        for (int at = directory; at != Metadata.ROOT; at = metadata.parent(at)) {
            start = prepend(ownEntries[at], start);
        }
        return Arrays.copyOfRange(buffer, start, PATH_LIMIT);
    }

    /** Puts a name in front of what begins at {@code end}; returns where that begins. */
    private int prepend(int entry, int end) {
        int length = metadata.entryName(entry, name, 0);
        int separator = end == PATH_LIMIT ? 0 : 1;
        int start = end - separator - length;
        if (start < 0) {
            throw new AppRunnerException(ErrorCode.LIMIT, "a path is longer than " + PATH_LIMIT + " bytes", "");
        }
        System.arraycopy(name, 0, buffer, start, length);
        if (separator > 0) {
            buffer[end - 1] = '/';
        }
        return start;
    }
}

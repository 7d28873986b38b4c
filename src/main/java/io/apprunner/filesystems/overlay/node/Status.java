// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.overlay.node;

import io.apprunner.fuse.NodeAttributes;
import io.apprunner.posix.folder.FileStatus;

/**
 * Attributes as they are shown.
 *
 * @param status of the file in its branch
 * @param number that programs see
 * @param names how many names are shown
 */
public record Status(FileStatus status, long number, int names) implements NodeAttributes {
    private static final int BLOCK = 512;

    /** Of a file that has all of its names. */
    public static Status of(FileStatus status, long number) {
        return new Status(status, number, status.links());
    }

    /** Of a directory: how many it has in it is not counted. */
    public static Status ofDirectory(FileStatus status, DirectoryNode directory) {
        return new Status(status, directory.number(), directory.removed().isPresent() ? 0 : 1);
    }

    @Override
    public long number(long node) {
        return number;
    }

    @Override
    public int mode(long node) {
        return status.mode();
    }

    @Override
    public long size(long node) {
        return status.size();
    }

    @Override
    public long stored(long node) {
        return status.blocks() * BLOCK;
    }

    @Override
    public int links(long node) {
        return names;
    }

    @Override
    public int user(long node) {
        return status.user();
    }

    @Override
    public int group(long node) {
        return status.group();
    }

    @Override
    public int device(long node) {
        return (int) status.device();
    }

    @Override
    public long modifiedSeconds(long node) {
        return status.modified().seconds();
    }

    @Override
    public int modifiedNanos(long node) {
        return status.modified().nanos();
    }

    @Override
    public long accessedSeconds(long node) {
        return status.accessed().seconds();
    }

    @Override
    public int accessedNanos(long node) {
        return status.accessed().nanos();
    }

    @Override
    public long changedSeconds(long node) {
        return status.changed().seconds();
    }

    @Override
    public int changedNanos(long node) {
        return status.changed().nanos();
    }
}

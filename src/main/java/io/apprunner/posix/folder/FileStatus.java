// SPDX-License-Identifier: Apache-2.0
package io.apprunner.posix.folder;

import io.apprunner.posix.Constants;
import java.nio.ByteBuffer;

/**
 * What stat(2) tells of a file.
 *
 * @param inode the number of the file in its file system
 * @param mode type and permissions
 * @param links how many names it has
 * @param user owner
 * @param group group
 * @param device of a device node its number in the kernel's user-space encoding, else 0
 * @param size in bytes
 * @param blocks of 512 bytes that are stored
 * @param accessed last access
 * @param modified last change of the content
 * @param changed last change of the status
 */
public record FileStatus(
        long inode,
        int mode,
        int links,
        int user,
        int group,
        long device,
        long size,
        long blocks,
        Time accessed,
        Time modified,
        Time changed) {
    /**
     * A moment.
     *
     * @param seconds since 1970
     * @param nanos within the second
     */
    public record Time(long seconds, int nanos) {}

    /** Of a struct stat on x86-64. */
    static FileStatus of(ByteBuffer stat) {
        return new FileStatus(
                stat.getLong(8),
                stat.getInt(24),
                (int) Math.min(Integer.MAX_VALUE, stat.getLong(16)),
                stat.getInt(28),
                stat.getInt(32),
                stat.getLong(40),
                stat.getLong(48),
                stat.getLong(64),
                time(stat, 72),
                time(stat, 88),
                time(stat, 104));
    }

    private static Time time(ByteBuffer stat, int at) {
        return new Time(stat.getLong(at), (int) stat.getLong(at + 8));
    }

    /** The same with another time of the last change. */
    public FileStatus withModified(Time time) {
        return time.equals(modified)
                ? this
                : new FileStatus(inode, mode, links, user, group, device, size, blocks, accessed, time, changed);
    }

    /** The type bits of the mode. */
    public int type() {
        return mode & Constants.S_IFMT;
    }

    /** Whether it is a folder. */
    public boolean isFolder() {
        return type() == Constants.S_IFDIR;
    }

    /** Whether it is a regular file. */
    public boolean isRegular() {
        return type() == Constants.S_IFREG;
    }

    /** Whether it stands for "there is nothing" in the form of the kernel's overlay. */
    public boolean isWhiteout() {
        return type() == Constants.S_IFCHR && device == 0;
    }
}

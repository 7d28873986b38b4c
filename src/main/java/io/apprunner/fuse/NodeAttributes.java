// SPDX-License-Identifier: Apache-2.0
package io.apprunner.fuse;

/**
 * Writes the attributes of one node into a reply; implemented by the file system so that no object is made for each
 * answer.
 */
public interface NodeAttributes {
    /** The number that programs see as the file's own. */
    default long number(long node) {
        return node;
    }

    /** File type and permissions, as in stat(2). */
    int mode(long node);

    /** Size in bytes. */
    long size(long node);

    /** Bytes of the size that are stored: those of holes are not. */
    long stored(long node);

    /** Number of hard links. */
    int links(long node);

    /** Owner. */
    int user(long node);

    /** Group. */
    int group(long node);

    /** Device number of a device node in the kernel's user-space encoding; 0 for others. */
    int device(long node);

    /** Seconds since 1970 of the last change. */
    long modifiedSeconds(long node);

    /** Nanoseconds within that second. */
    int modifiedNanos(long node);

    /** Seconds since 1970 of the last access. */
    long accessedSeconds(long node);

    /** Nanoseconds within that second. */
    int accessedNanos(long node);

    /** Seconds since 1970 of the last status change. */
    long changedSeconds(long node);

    /** Nanoseconds within that second. */
    int changedNanos(long node);
}

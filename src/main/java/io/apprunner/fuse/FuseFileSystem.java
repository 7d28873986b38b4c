// SPDX-License-Identifier: Apache-2.0
package io.apprunner.fuse;

import io.apprunner.posix.Constants;

/**
 * What every file system answers. Nodes are numbers that the file system chooses; {@link #ROOT} is its root directory,
 * 0 is none. Every method either fills {@code reply} and returns 0, or returns a positive errno. Methods are called by
 * several threads at once; an exception becomes EIO.
 *
 * <p>Each kind of file system is an interface of its own.
 */
public sealed interface FuseFileSystem permits ReadOnlyFileSystem, ReadWriteFileSystem {
    /** The node of the root directory. */
    long ROOT = 1;

    /**
     * Looks a name up in a directory: {@link FuseReply#entry}, or {@link FuseReply#noEntry} when there is none.
     *
     * @param directory a node; ENOTDIR when it is no directory
     * @param name UTF-8, of which {@code length} bytes count; the array is used again after the call
     * @param length 1 to 255
     * @return 0 or an errno
     */
    int lookup(long directory, byte[] name, int length, FuseReply reply);

    /**
     * The attributes of a node: {@link FuseReply#attributes}.
     *
     * @return 0 or an errno
     */
    int attributes(long node, FuseReply reply);

    /**
     * The target of a symbolic link: {@link FuseReply#bytes}.
     *
     * @return 0 or an errno; EINVAL when the node is no link
     */
    int readLink(long node, FuseReply reply);

    /**
     * Bytes of a regular file: any number of {@link FuseReply#data} calls; fewer than {@code size} bytes in all mean
     * the end of the file.
     *
     * @param offset in bytes, 0 or more
     * @param size in bytes, 0 or more
     * @return 0 or an errno; EINVAL when the node is no regular file
     */
    int read(long node, long offset, int size, FuseReply reply);

    /**
     * Entries of a directory, until {@link FuseReply#directoryEntry} says that there is no more room. The entries
     * {@code .} and {@code ..} are among them.
     *
     * @param offset where to begin: 0 at first, later the {@code next} of an entry that was given; callers of lseek(2)
     *     choose others, up to 2^63-1
     * @return 0 or an errno; ENOTDIR when the node is no directory
     */
    int readDirectory(long node, long offset, FuseReply reply);

    /**
     * The value of an extended attribute: {@link FuseReply#attribute}.
     *
     * @param name of which {@code length} bytes count; the array is used again after the call
     * @return 0 or an errno; ENODATA when the node has no such attribute, ENOSYS when no node has any, and the kernel
     *     will not ask again
     */
    default int attribute(long node, byte[] name, int length, FuseReply reply) {
        return Constants.ENOSYS;
    }

    /**
     * Finds data of a regular file: {@link FuseReply#position} with the first byte from {@code offset} on that is in no
     * hole.
     *
     * @param offset in bytes, 0 or more
     * @return 0 or an errno; ENXIO when there is none; ENOSYS when the file system knows of no holes, and the kernel
     *     will not ask again
     */
    default int seekData(long node, long offset, FuseReply reply) {
        return Constants.ENOSYS;
    }

    /**
     * Finds a hole of a regular file, as {@link #seekData}; the end of the file counts as one.
     *
     * @return 0 or an errno; ENXIO when {@code offset} is not below the file's size
     */
    default int seekHole(long node, long offset, FuseReply reply) {
        return Constants.ENOSYS;
    }

    /**
     * The figures of the whole file system: {@link FuseReply#fileSystem}.
     *
     * @return 0 or an errno
     */
    int fileSystem(FuseReply reply);
}

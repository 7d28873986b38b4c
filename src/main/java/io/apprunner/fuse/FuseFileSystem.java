// SPDX-License-Identifier: Apache-2.0
package io.apprunner.fuse;

import io.apprunner.posix.Constants;

/**
 * A read-only, unchanging file system. Nodes are numbers that the file system chooses; {@link #ROOT} is its root
 * directory, 0 is none. Every method either fills {@code reply} and returns 0, or returns a positive errno. Methods are
 * called by several threads at once; an exception becomes EIO.
 */
public interface FuseFileSystem {
    /** The node of the root directory. */
    long ROOT = 1;

    /** Looks a name (UTF-8, {@code length} bytes of {@code name}) up in a directory: {@link FuseReply#entry}. */
    int lookup(long directory, byte[] name, int length, FuseReply reply);

    /** {@link FuseReply#attributes} of a node. */
    int attributes(long node, FuseReply reply);

    /** The target of a symbolic link: {@link FuseReply#bytes}. */
    int readLink(long node, FuseReply reply);

    /**
     * Bytes of a regular file: any number of {@link FuseReply#data} calls; fewer than {@code size} bytes in all mean
     * the end of the file.
     */
    int read(long node, long offset, int size, FuseReply reply);

    /**
     * Entries of a directory from position {@code offset} (0 at first, later the {@code next} of an entry that was
     * given; callers of lseek(2) choose others, up to 2^63-1), until {@link FuseReply#directoryEntry} says that there
     * is no more room. The entries {@code .} and {@code ..} are among them.
     */
    int readDirectory(long node, long offset, FuseReply reply);

    /**
     * The value of an extended attribute: {@link FuseReply#attribute}. ENODATA says that the node has no such one,
     * ENOSYS that no node has any, and the kernel will not ask again.
     *
     * @param name {@code length} bytes count
     */
    default int attribute(long node, byte[] name, int length, FuseReply reply) {
        return Constants.ENOSYS;
    }

    /** {@link FuseReply#fileSystem} figures. */
    int fileSystem(FuseReply reply);
}

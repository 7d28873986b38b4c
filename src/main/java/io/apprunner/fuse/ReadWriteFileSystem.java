// SPDX-License-Identifier: Apache-2.0
package io.apprunner.fuse;

/**
 * A file system that can be changed. The kernel keeps sizes, times and dirty pages of its files until it writes them
 * back, and opens nothing: a node may be used for as long as it has not been {@link #forget forgotten} as often as it
 * was given out by an entry. Who asks, {@link FuseReply#user} and its companions tell. A {@link FuseException} is an
 * answer like an errno. Names have 1 to 255 bytes and no slash.
 */
public non-sealed interface ReadWriteFileSystem extends FuseFileSystem {
    /** Called once by each thread that serves, before its first request. */
    default void begin() {}

    /** The kernel gives back {@code count} of the references that entries gave it. */
    void forget(long node, long count);

    /** Changes attributes and answers with all: {@link FuseReply#attributes}. */
    int setAttributes(long node, AttributeChange change, FuseReply reply);

    /** Makes a file that is neither a directory nor a symbolic link; {@code mode} has the type. */
    int makeNode(long directory, byte[] name, int mode, int device, FuseReply reply);

    /** Makes a directory. */
    int makeDirectory(long directory, byte[] name, int mode, FuseReply reply);

    /** Makes a symbolic link. */
    int makeLink(long directory, byte[] name, byte[] target, FuseReply reply);

    /** Makes a regular file without a name: {@link FuseReply#entry}, then {@link FuseReply#opened}. */
    int makeNameless(long directory, int mode, FuseReply reply);

    /** Gives a file one more name. */
    int link(long node, long directory, byte[] name, FuseReply reply);

    /** Removes a name of what is no directory. */
    int unlink(long directory, byte[] name, FuseReply reply);

    /** Removes an empty directory. */
    int removeDirectory(long directory, byte[] name, FuseReply reply);

    /** Renames; {@code flags} are those of renameat2(2). */
    int rename(long directory, byte[] name, long newDirectory, byte[] newName, int flags, FuseReply reply);

    /**
     * Writes to a regular file and tells how much: {@link FuseReply#count}.
     *
     * @param address where the bytes lie
     * @param clear whether the privileges of the file are to go, see {@link AttributeChange#CLEAR_PRIVILEGES}
     */
    int write(long node, long offset, long address, int length, boolean clear, FuseReply reply);

    /** fallocate(2). */
    int allocate(long node, int mode, long offset, long length);

    /** copy_file_range(2): {@link FuseReply#count} with the bytes that were copied. */
    int copy(long node, long offset, long target, long targetOffset, long length, FuseReply reply);

    /** Has what was written to a file or done in a directory outlive a power cut. */
    int synchronize(long node, boolean dataOnly);

    /** setxattr(2). */
    int setAttribute(long node, byte[] name, byte[] value, int flags);

    /** The names of extended attributes, each with a NUL: {@link FuseReply#attribute}. */
    int attributeNames(long node, FuseReply reply);

    /** removexattr(2). */
    int removeAttribute(long node, byte[] name);

    /** FS_IOC_GETFLAGS: {@link FuseReply#flags}; ENOTTY where there are none. */
    int flags(long node, FuseReply reply);
}

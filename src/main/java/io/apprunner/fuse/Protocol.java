// SPDX-License-Identifier: Apache-2.0
package io.apprunner.fuse;

/** Numbers of the FUSE protocol (linux/fuse.h, ABI 7.31 and later), for little-endian 64-bit machines. */
final class Protocol {
    static final int MAJOR = 7;
    /** The newest minor version that this server knows; the kernel adapts to it. */
    static final int MINOR = 38;

    static final int LOOKUP = 1;
    static final int FORGET = 2;
    static final int GETATTR = 3;
    static final int SETATTR = 4;
    static final int READLINK = 5;
    static final int SYMLINK = 6;
    static final int MKNOD = 8;
    static final int MKDIR = 9;
    static final int UNLINK = 10;
    static final int RMDIR = 11;
    static final int RENAME = 12;
    static final int LINK = 13;
    static final int OPEN = 14;
    static final int READ = 15;
    static final int WRITE = 16;
    static final int STATFS = 17;
    static final int RELEASE = 18;
    static final int FSYNC = 20;
    static final int SETXATTR = 21;
    static final int GETXATTR = 22;
    static final int LISTXATTR = 23;
    static final int REMOVEXATTR = 24;
    static final int INIT = 26;
    static final int OPENDIR = 27;
    static final int READDIR = 28;
    static final int RELEASEDIR = 29;
    static final int FSYNCDIR = 30;
    static final int INTERRUPT = 36;
    static final int DESTROY = 38;
    static final int IOCTL = 39;
    static final int BATCH_FORGET = 42;
    static final int FALLOCATE = 43;
    static final int READDIRPLUS = 44;
    static final int RENAME2 = 45;
    static final int LSEEK = 46;
    static final int COPY_FILE_RANGE = 47;
    static final int TMPFILE = 51;
    static final int COPY_FILE_RANGE_64 = 53;
    /** More than any operation's number. */
    static final int OPERATIONS = 64;

    static final int IN_HEADER = 40;
    static final int OUT_HEADER = 16;
    static final int ENTRY = 128;
    static final int ATTRIBUTES = 88;
    static final int DIRENT = 24;
    /** What GETXATTR has in front of the name: the room for the answer. */
    static final int ATTRIBUTE_IN = 8;

    /** What LSEEK has: file, offset, whence and 4 bytes of nothing. */
    static final int SEEK_IN = 24;

    /** What WRITE has in front of the bytes. */
    static final int WRITE_IN = 40;

    static final int INIT_OUT = 64;
    static final int STATFS_OUT = 80;

    static final int ASYNC_READ = 1;
    static final int DO_READDIRPLUS = 1 << 13;
    static final int BIG_WRITES = 1 << 5;
    static final int READDIRPLUS_AUTO = 1 << 14;
    static final int ASYNC_DIO = 1 << 15;
    static final int WRITEBACK_CACHE = 1 << 16;
    static final int NO_OPEN_SUPPORT = 1 << 17;
    static final int PARALLEL_DIROPS = 1 << 18;
    static final int MAX_PAGES = 1 << 22;
    static final int CACHE_SYMLINKS = 1 << 23;
    static final int NO_OPENDIR_SUPPORT = 1 << 24;
    static final int HANDLE_KILLPRIV_V2 = 1 << 28;
    /** There is a second word of flags. */
    static final int INIT_EXT = 1 << 30;

    /** Of the second word, whose first bit is bit 32. */
    static final long HAS_EXPIRE_ONLY = 1L << 35;

    static final long NO_EXPORT_SUPPORT = 1L << 38;

    /** Pages in one request at most: 1 MiB. */
    static final int REQUEST_PAGES = 256;

    /** Bytes that one READ asks for at most. */
    static final int REQUEST_SIZE = REQUEST_PAGES * 4096;

    /** FUSE_DEV_IOC_CLONE: gives a second descriptor of /dev/fuse its own queue of a mounted connection. */
    static final long CLONE = 0x8004E500L;

    private Protocol() {}
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.fuse;

/** Numbers of the FUSE protocol (linux/fuse.h, ABI 7.31 and later), for little-endian 64-bit machines. */
final class Protocol {
    static final int MAJOR = 7;
    /** The newest minor version that this server knows; the kernel adapts to it. */
    static final int MINOR = 36;

    static final int LOOKUP = 1;
    static final int FORGET = 2;
    static final int GETATTR = 3;
    static final int READLINK = 5;
    static final int OPEN = 14;
    static final int READ = 15;
    static final int STATFS = 17;
    static final int RELEASE = 18;
    static final int GETXATTR = 22;
    static final int INIT = 26;
    static final int OPENDIR = 27;
    static final int READDIR = 28;
    static final int RELEASEDIR = 29;
    static final int INTERRUPT = 36;
    static final int DESTROY = 38;
    static final int BATCH_FORGET = 42;
    static final int READDIRPLUS = 44;
    static final int LSEEK = 46;

    static final int IN_HEADER = 40;
    static final int OUT_HEADER = 16;
    static final int ENTRY = 128;
    static final int ATTRIBUTES = 88;
    static final int DIRENT = 24;
    /** What GETXATTR has in front of the name: the room for the answer. */
    static final int ATTRIBUTE_IN = 8;

    /** What LSEEK has: file, offset, whence and 4 bytes of nothing. */
    static final int SEEK_IN = 24;

    static final int INIT_OUT = 64;
    static final int STATFS_OUT = 80;

    static final int ASYNC_READ = 1;
    static final int DO_READDIRPLUS = 1 << 13;
    static final int READDIRPLUS_AUTO = 1 << 14;
    static final int ASYNC_DIO = 1 << 15;
    static final int NO_OPEN_SUPPORT = 1 << 17;
    static final int PARALLEL_DIROPS = 1 << 18;
    static final int MAX_PAGES = 1 << 22;
    static final int CACHE_SYMLINKS = 1 << 23;
    static final int NO_OPENDIR_SUPPORT = 1 << 24;

    /** Pages in one request at most: 1 MiB. */
    static final int REQUEST_PAGES = 256;

    /** Bytes that one READ asks for at most. */
    static final int REQUEST_SIZE = REQUEST_PAGES * 4096;

    /** FUSE_DEV_IOC_CLONE: gives a second descriptor of /dev/fuse its own queue of a mounted connection. */
    static final long CLONE = 0x8004E500L;

    private Protocol() {}
}

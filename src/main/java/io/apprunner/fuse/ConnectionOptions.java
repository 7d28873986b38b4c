// SPDX-License-Identifier: Apache-2.0
package io.apprunner.fuse;

/**
 * What a server agrees on with the kernel, and how it serves.
 *
 * @param wanted flags of the greeting that are asked for where the kernel offers them
 * @param validity seconds that the kernel may keep entries and attributes
 * @param largestWrite bytes that one write brings at most, from 4096 on
 * @param background requests that may wait in the background, read-ahead among them; up to 65535
 * @param congestion how many of these the kernel takes for a congestion; up to {@code background}
 * @param threads how many serve, 1 or more
 */
public record ConnectionOptions(
        long wanted, long validity, int largestWrite, int background, int congestion, int threads) {
    /** An immutable tree, which the kernel may cache without limit and whose files need no opening. */
    private static final int READ_ONLY = Protocol.ASYNC_READ
            | Protocol.DO_READDIRPLUS
            | Protocol.READDIRPLUS_AUTO
            | Protocol.ASYNC_DIO
            | Protocol.NO_OPEN_SUPPORT
            | Protocol.PARALLEL_DIROPS
            | Protocol.MAX_PAGES
            | Protocol.CACHE_SYMLINKS
            | Protocol.NO_OPENDIR_SUPPORT;

    /** A tree that only this server changes: the kernel keeps names, attributes and dirty pages. */
    private static final long READ_WRITE = READ_ONLY
            | Protocol.BIG_WRITES
            | Protocol.WRITEBACK_CACHE
            | Protocol.HANDLE_KILLPRIV_V2
            | Protocol.INIT_EXT
            | Protocol.HAS_EXPIRE_ONLY
            | Protocol.NO_EXPORT_SUPPORT;

    private static final long YEAR = 365L * 24 * 3600;

    /** What a request has besides the bytes of a write: its headers, in a page of their own. */
    private static final int HEADERS = 4096;

    /**
     * Checks the figures.
     *
     * @throws IllegalArgumentException when the protocol has no room for one of them
     */
    public ConnectionOptions {
        if (threads < 1
                || validity < 0
                || largestWrite < 4096
                || largestWrite > Integer.MAX_VALUE - HEADERS
                || background < 0
                || background > 0xffff
                || congestion < 0
                || congestion > background) {
            throw new IllegalArgumentException("no connection to the kernel can be like this");
        }
    }

    /**
     * For a tree that never changes.
     *
     * @param threads how many serve, 1 or more
     */
    public static ConnectionOptions readOnly(int threads) {
        return new ConnectionOptions(READ_ONLY, YEAR, 128 * 1024, 64, 48, threads);
    }

    /**
     * For a tree that nobody but this server changes.
     *
     * @param threads how many serve, 3 or more: one may wait for pages that the others write
     */
    public static ConnectionOptions readWrite(int threads) {
        return new ConnectionOptions(READ_WRITE, YEAR, 1 << 20, 64, 48, threads);
    }

    /** Bytes that a request needs at most; the kernel refuses reads with less room, however small the request is. */
    int requestBuffer() {
        return largestWrite + HEADERS;
    }
}

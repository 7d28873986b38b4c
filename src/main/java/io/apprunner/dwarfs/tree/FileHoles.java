// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.tree;

import io.apprunner.dwarfs.DwarfsImage;
import io.apprunner.dwarfs.block.Block;
import io.apprunner.dwarfs.block.BlockCache;
import io.apprunner.dwarfs.metadata.Metadata;
import io.apprunner.error.AppRunnerException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where regular files have data, and where holes: runs without a block, and long pieces of blocks of nothing but zeros,
 * which writers that make no holes store in their place. Safe for several threads.
 */
public final class FileHoles {
    /** Shorter runs of zeros are data: a file system would hardly save anything. */
    private static final int SHORTEST = 1 << 16;

    /** Bytes that compress less than this are not all zeros. */
    private static final int RATIO = 256;

    private static final long NONE = -1;

    private final DwarfsImage image;
    private final Metadata metadata;
    private final BlockCache cache;
    /** Whether the blocks that were looked at are zeros; only those are looked at that are likely to be. */
    private final Map<Integer, Boolean> zeros = new ConcurrentHashMap<>();

    /** The holes of this image's files; {@code cache} decodes the blocks that may be zeros, each once. */
    public FileHoles(DwarfsImage image, BlockCache cache) {
        this.image = image;
        this.metadata = image.metadata();
        this.cache = cache;
    }

    /** The bytes of a regular file that are in no hole; of another inode its size. */
    public long stored(int inode) {
        long stored = metadata.size(inode);
        int end = metadata.endChunk(inode);
        for (int chunk = metadata.firstChunk(inode); chunk < end; chunk++) {
            if (isHole(chunk)) {
                stored -= metadata.chunkSize(chunk);
            }
        }
        return stored;
    }

    /**
     * The first byte of a regular file from {@code offset} on that is data.
     *
     * @return -1 when there is none
     */
    public long nextData(int inode, long offset) {
        return next(inode, offset, false);
    }

    /**
     * The first byte of a regular file from {@code offset} on that is in a hole, or the file's size when there is none.
     *
     * @return -1 when {@code offset} is not below the file's size
     */
    public long nextHole(int inode, long offset) {
        long size = metadata.size(inode);
        if (offset >= size) {
            return NONE;
        }
        long found = next(inode, offset, true);
        return found == NONE ? size : found;
    }

    private long next(int inode, long offset, boolean isWanted) {
        int end = metadata.endChunk(inode);
        int chunk = metadata.chunkAt(inode, offset);
        long at = chunk < end ? metadata.chunkPosition(inode, chunk) : 0;
        for (; chunk < end; chunk++) {
            long size = metadata.chunkSize(chunk);
            if (size > 0 && isHole(chunk) == isWanted) {
                return Math.max(at, offset);
            }
            at += size;
        }
        return NONE;
    }

    private boolean isHole(int chunk) {
        if (metadata.isHole(chunk)) {
            return true;
        }
        long size = metadata.chunkSize(chunk);
        int block = metadata.chunkBlock(chunk);
        return size >= SHORTEST
                && image.storedSize(block) <= size / RATIO
                && zeros.computeIfAbsent(block, this::isZero);
    }

    /** A block that cannot be read has no holes; who reads it is told why. */
    private boolean isZero(int number) {
        try {
            int size = cache.decodeAll(image, number);
            Block block = cache.acquire(image, number, size);
            try {
                ByteBuffer bytes = block.buffer().duplicate().limit(size).position(0);
                return Zeros.count(bytes, 0) == size;
            } finally {
                block.release();
            }
        } catch (AppRunnerException e) {
            return false;
        }
    }
}

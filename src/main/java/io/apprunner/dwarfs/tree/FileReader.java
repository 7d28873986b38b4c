// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.tree;

import io.apprunner.dwarfs.DwarfsImage;
import io.apprunner.dwarfs.block.Block;
import io.apprunner.dwarfs.block.BlockCache;
import io.apprunner.dwarfs.metadata.Metadata;
import java.nio.ByteBuffer;

/** Reads regular files of an image by inode and offset, through a cache. Safe for several threads. */
public final class FileReader {
    private static final ByteBuffer ZEROS = ByteBuffer.allocate(1 << 16).asReadOnlyBuffer();

    private final DwarfsImage image;
    private final BlockCache cache;

    /** A reader of {@code image} that keeps decoded blocks in {@code cache}. */
    public FileReader(DwarfsImage image, BlockCache cache) {
        this.image = image;
        this.cache = cache;
    }

    /**
     * Reads from byte {@code offset} of a regular file until {@code target} is full or the file ends.
     *
     * @return the number of bytes, 0 at and behind the end
     * @throws io.apprunner.error.FormatException when a block is damaged
     * @throws io.apprunner.error.AppRunnerException with code {@code IO} when reading fails
     */
    public int read(int inode, long offset, ByteBuffer target) {
        Metadata metadata = image.metadata();
        int wanted = target.remaining();
        if (offset < 0) {
            throw new IllegalArgumentException("offset " + offset);
        }
        int chunk = metadata.chunkAt(inode, offset);
        int end = metadata.endChunk(inode);
        long skip = chunk < end ? offset - metadata.chunkPosition(inode, chunk) : 0;
        for (; chunk < end && target.hasRemaining(); chunk++) {
            int count = (int) Math.min(target.remaining(), metadata.chunkSize(chunk) - skip);
            if (count > 0) {
                readChunk(metadata, chunk, skip, count, target);
            }
            skip = 0;
        }
        return wanted - target.remaining();
    }

    private void readChunk(Metadata metadata, int chunk, long skip, int count, ByteBuffer target) {
        if (metadata.isHole(chunk)) {
            zero(target, count);
            return;
        }
        int from = metadata.chunkOffset(chunk) + (int) skip;
        Block block = cache.acquire(image, metadata.chunkBlock(chunk), from + count);
        try {
            target.put(target.position(), block.buffer(), from, count);
            target.position(target.position() + count);
        } finally {
            block.release();
        }
    }

    private static void zero(ByteBuffer target, int count) {
        int left = count;
        while (left > 0) {
            int piece = Math.min(left, 1 << 16);
            target.put(target.position(), ZEROS, 0, piece);
            target.position(target.position() + piece);
            left -= piece;
        }
    }
}

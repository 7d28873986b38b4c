// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.metadata;

import io.apprunner.dwarfs.format.Column;
import io.apprunner.dwarfs.format.FrozenView;
import io.apprunner.dwarfs.format.MetadataField;
import io.apprunner.dwarfs.format.MetadataField.ChunkField;
import io.apprunner.dwarfs.format.Place;

/** The pieces of blocks that files consist of (DwarFS format 2.5, metadata). */
final class Chunks {
    private static final int LARGEST_BLOCK = 1 << 30;
    private static final long LARGE_HOLE = 0xFFFF_FFFFL;

    private final Column blocks;
    private final Column offsets;
    private final Column sizes;
    private final int blockSize;
    private final long holeBlock;
    private final Column largeHoles;

    Chunks(FrozenView metadata, int blockCount) {
        FrozenView.FrozenList chunks = metadata.list(MetadataField.CHUNKS);
        blocks = chunks.field(ChunkField.BLOCK, Integer.SIZE);
        offsets = chunks.field(ChunkField.OFFSET, Integer.SIZE);
        sizes = chunks.field(ChunkField.SIZE, Integer.SIZE);
        long size = metadata.integer(MetadataField.BLOCK_SIZE, Integer.SIZE);
        if (Long.bitCount(size) != 1 || size > LARGEST_BLOCK) {
            throw metadata.place().bad("a block size that is a power of two up to 1 GiB", size);
        }
        blockSize = (int) size;
        holeBlock = metadata.optionalInteger(MetadataField.HOLE_BLOCK_INDEX, Integer.SIZE, -1);
        FrozenView.FrozenList holes = Options.optionalList(metadata, MetadataField.LARGE_HOLE_SIZE);
        largeHoles = holes == null ? Column.none() : holes.integers(Long.SIZE);
        check(metadata.place(), blockCount);
    }

    private void check(Place place, int blockCount) {
        for (int chunk = 0; chunk < count(); chunk++) {
            if (isHole(chunk)) {
                checkHole(chunk, place);
            } else if (blocks.get(chunk) >= blockCount) {
                throw place.bad("a block below " + blockCount + " for chunk " + chunk, blocks.get(chunk));
            } else if (offsets.get(chunk) + sizes.get(chunk) > blockSize) {
                throw place.bad(
                        "chunk " + chunk + " within a block of " + blockSize + " bytes",
                        sizes.get(chunk) + " bytes at " + offsets.get(chunk));
            }
        }
    }

    private void checkHole(int chunk, Place place) {
        if (offsets.get(chunk) == LARGE_HOLE && sizes.get(chunk) >= largeHoles.count()) {
            throw place.bad("a large hole below " + largeHoles.count(), sizes.get(chunk));
        }
        if (size(chunk) < 0) {
            throw place.bad("a hole below 2^63 bytes", Long.toUnsignedString(size(chunk)));
        }
    }

    int count() {
        return blocks.count();
    }

    int blockSize() {
        return blockSize;
    }

    boolean isHole(int chunk) {
        return blocks.get(chunk) == holeBlock;
    }

    int block(int chunk) {
        return blocks.getInt(chunk);
    }

    int offset(int chunk) {
        return isHole(chunk) ? 0 : offsets.getInt(chunk);
    }

    long size(int chunk) {
        long size = sizes.get(chunk);
        if (!isHole(chunk)) {
            return size;
        }
        long offset = offsets.get(chunk);
        return offset == LARGE_HOLE ? largeHoles.get((int) size) : size * blockSize + offset;
    }
}

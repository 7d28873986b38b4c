// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write;

import java.util.List;

/**
 * What a level of FIM_COMPRESSION_LEVEL, 0 (nothing) to 9 (smallest), means for an image. The block sizes and the
 * effort follow the reference writer; where that takes LZ4 or LZMA, this takes zstd, whose fast levels are smaller and
 * whose high levels are read many times faster.
 *
 * @param blockBits the block size as a power of two
 * @param data zstd's level for blocks, 0 for plain ones
 * @param metadata zstd's level for metadata, 0 for plain ones
 */
public record CompressionLevel(int blockBits, int data, int metadata) {
    /** The level that is taken when none is given. */
    public static final int DEFAULT = 7;

    private static final List<CompressionLevel> TABLE = List.of(
            new CompressionLevel(20, 0, 0),
            new CompressionLevel(20, 1, 0),
            new CompressionLevel(20, 4, 0),
            new CompressionLevel(21, 7, 0),
            new CompressionLevel(22, 11, 0),
            new CompressionLevel(23, 19, 0),
            new CompressionLevel(24, 20, 0),
            new CompressionLevel(24, 22, 22),
            new CompressionLevel(25, 22, 22),
            new CompressionLevel(26, 22, 22));

    /**
     * The meaning of a level.
     *
     * @param level 0 to 9
     * @throws IllegalArgumentException for other numbers
     */
    public static CompressionLevel of(int level) {
        if (level < 0 || level >= TABLE.size()) {
            throw new IllegalArgumentException("no compression level: " + level);
        }
        return TABLE.get(level);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write;

import io.apprunner.zstd.Effort;
import java.util.List;

/**
 * What a level of FIM_COMPRESSION_LEVEL, 0 (nothing) to 9 (smallest), means for an image. The block sizes and the
 * effort follow the reference writer; where that takes LZ4 or LZMA, this takes zstd, whose fast levels are smaller and
 * whose high levels are read many times faster.
 *
 * @param blockBits the block size as a power of two
 * @param data how blocks are compressed
 * @param metadata how metadata are compressed
 */
public record CompressionLevel(int blockBits, Effort data, Effort metadata) {
    /** The level that is taken when none is given. */
    public static final int DEFAULT = 7;

    private static final Effort NONE = Effort.of(0);
    private static final Effort STRONGEST = Effort.of(22);

    /**
     * About 0.4 percent larger than zstd's level 22, in two thirds of its time: that level follows 512 candidates per
     * byte, of which those after the first 16 hardly ever win.
     */
    private static final Effort STRONG = new Effort(22, 8, 24, 22, 4, 64);

    /**
     * With a parser that estimates costs less closely, and fewer candidates: 0.7 percent larger, in four fifths of it.
     */
    private static final Effort QUICKER = new Effort(20, 7, 24, 22, 3, 48);

    /** With half as many candidates: 1.4 percent larger for the same block size, in four fifths of the time. */
    private static final Effort QUICK = new Effort(20, 7, 23, 22, 2, 32);

    /** A parser that looks only two bytes ahead, with 32 candidates: better and faster than zstd's own level 12. */
    private static final Effort LAZY = new Effort(20, 5, 22, 22, 5, 32);

    private static final List<CompressionLevel> TABLE = List.of(
            new CompressionLevel(20, NONE, NONE),
            new CompressionLevel(20, Effort.of(1), NONE),
            new CompressionLevel(20, Effort.of(4), NONE),
            new CompressionLevel(21, Effort.of(7), NONE),
            new CompressionLevel(22, LAZY, NONE),
            new CompressionLevel(23, QUICK, NONE),
            new CompressionLevel(24, QUICKER, NONE),
            new CompressionLevel(24, STRONG, STRONGEST),
            new CompressionLevel(25, STRONGEST, STRONGEST),
            new CompressionLevel(26, STRONGEST, STRONGEST));

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

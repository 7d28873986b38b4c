// SPDX-License-Identifier: Apache-2.0
package io.apprunner.zstd;

/**
 * How hard zstd tries. A level stands for a set of numbers, of which single ones can be replaced; 0 leaves a number to
 * the level. What is larger than the data need is lowered by zstd. The names are those of zstd's manual.
 *
 * @param level 1 to 22, or 0 not to compress at all
 * @param strategy 1 (fast) to 9 (btultra2)
 * @param chainLog size of the search tree as a power of two; it can hold 2^(chainLog - 1) positions
 * @param hashLog size of the table of the tree's roots as a power of two
 * @param searchLog steps of one search as a power of two
 * @param targetLength a match of so many bytes is taken without looking for a better one
 */
public record Effort(int level, int strategy, int chainLog, int hashLog, int searchLog, int targetLength) {
    private static final int HIGHEST = 22;

    /** Checks that the level is one of zstd: 0 to 22. */
    public Effort {
        if (level < 0 || level > HIGHEST) {
            throw new IllegalArgumentException("no zstd level: " + level);
        }
    }

    /** What a level stands for. */
    public static Effort of(int level) {
        return new Effort(level, 0, 0, 0, 0, 0);
    }

    /** Whether nothing is to be compressed. */
    public boolean none() {
        return level == 0;
    }
}

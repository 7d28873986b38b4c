// SPDX-License-Identifier: Apache-2.0
package io.apprunner.desktop.icon.raster;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;

/**
 * A picture in memory.
 *
 * @param width pixels in a row
 * @param height rows
 * @param pixels row by row from the top, each 0xAARRGGBB; colours are not multiplied by alpha
 */
public record Raster(int width, int height, int[] pixels) {
    /** The longest side, in pixels. */
    public static final int MAX_SIDE = 16_384;

    /** The most pixels: with them, decoding stays within the native executable's heap of 256 MiB. */
    public static final int MAX_PIXELS = 16 << 20;

    /**
     * An empty picture.
     *
     * @throws AppRunnerException with code {@code LIMIT} when it would take too much memory
     */
    public static Raster of(int width, int height) {
        check(width, height);
        return new Raster(width, height, new int[width * height]);
    }

    /**
     * Refuses sizes that would take too much memory.
     *
     * @throws AppRunnerException with code {@code LIMIT}
     */
    public static void check(int width, int height) {
        if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE || (long) width * height > MAX_PIXELS) {
            throw new AppRunnerException(
                    ErrorCode.LIMIT,
                    "the icon has %d x %d pixels".formatted(width, height),
                    "at most %d in a row and %d in all are possible".formatted(MAX_SIDE, MAX_PIXELS));
        }
    }
}

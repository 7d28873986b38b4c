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
    /** The orientation of a picture that is stored as it is to be seen. */
    public static final int UPRIGHT = 1;

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
     * The picture as it is to be seen.
     *
     * @param orientation how it is stored, from 1 to 8, as the Exif standard numbers them
     */
    public Raster turned(int orientation) {
        boolean lies = orientation >= 5;
        boolean mirrorsColumns = orientation == 2 || orientation == 3 || orientation >= 7;
        boolean mirrorsRows = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
        Raster result = lies ? of(height, width) : of(width, height);
        for (int y = 0; y < result.height; y++) {
            for (int x = 0; x < result.width; x++) {
                int column = lies ? y : x;
                int row = lies ? x : y;
                column = mirrorsColumns ? width - 1 - column : column;
                row = mirrorsRows ? height - 1 - row : row;
                result.pixels[y * result.width + x] = pixels[row * width + column];
            }
        }
        return result;
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

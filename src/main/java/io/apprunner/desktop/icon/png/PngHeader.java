// SPDX-License-Identifier: Apache-2.0
package io.apprunner.desktop.icon.png;

import io.apprunner.desktop.icon.raster.Defect;
import io.apprunner.desktop.icon.raster.Raster;
import java.nio.ByteBuffer;

/**
 * The IHDR chunk (PNG specification, 11.2.2).
 *
 * @param depth bits of a sample: 1, 2, 4, 8 or 16
 * @param colour 0 gray, 2 RGB, 3 palette, 4 gray with alpha, 6 RGB with alpha
 */
record PngHeader(int width, int height, int depth, int colour, boolean interlaced) {
    static final int GRAY = 0;
    static final int RGB = 2;
    static final int PALETTE = 3;
    static final int GRAY_ALPHA = 4;
    static final int RGB_ALPHA = 6;
    private static final int SIZE = 13;

    static PngHeader decode(ByteBuffer chunk, int offset) {
        if (chunk.remaining() != SIZE) {
            throw Defect.at(offset, "a header of 13 bytes", chunk.remaining());
        }
        int width = chunk.getInt();
        int height = chunk.getInt();
        int depth = chunk.get();
        int colour = chunk.get();
        int methods = chunk.getShort();
        if (methods != 0) {
            throw Defect.at(offset, "compression and filter method 0", methods);
        }
        int interlace = chunk.get();
        if (interlace < 0 || interlace > 1 || !isPossible(depth, colour)) {
            throw Defect.at(offset, "a known kind of PNG", "depth %d, colour %d".formatted(depth, colour));
        }
        Raster.check(width, height);
        return new PngHeader(width, height, depth, colour, interlace == 1);
    }

    private static boolean isPossible(int depth, int colour) {
        return switch (colour) {
            case GRAY -> depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
            case PALETTE -> depth == 1 || depth == 2 || depth == 4 || depth == 8;
            case RGB, GRAY_ALPHA, RGB_ALPHA -> depth == 8 || depth == 16;
            default -> false;
        };
    }

    int channels() {
        return switch (colour) {
            case RGB -> 3;
            case GRAY_ALPHA -> 2;
            case RGB_ALPHA -> 4;
            default -> 1;
        };
    }

    /** Bytes of a row of so many pixels. */
    int rowSize(int pixels) {
        return (pixels * channels() * depth + 7) / 8;
    }

    /** How far a filter looks to the left, in bytes. */
    int step() {
        return Math.max(1, channels() * depth / 8);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.desktop.icon.png;

import io.apprunner.desktop.icon.raster.Defect;
import java.util.Arrays;

/**
 * Turns samples into pixels.
 *
 * @param palette of a picture with one, each 0xAARRGGBB; otherwise empty
 * @param transparent the samples of the colour that is transparent; empty when there is none
 */
record PngColours(PngHeader header, int[] palette, int[] transparent) {
    private static final int OPAQUE = 0xff;

    /**
     * @param plte the PLTE chunk's content, empty when there is none
     * @param trns the tRNS chunk's content, likewise
     */
    static PngColours of(PngHeader header, byte[] plte, byte[] trns) {
        if (header.colour() == PngHeader.PALETTE) {
            return new PngColours(header, palette(plte, trns), new int[0]);
        }
        boolean applies = header.colour() == PngHeader.GRAY || header.colour() == PngHeader.RGB;
        int[] transparent = new int[applies ? trns.length / 2 : 0];
        for (int i = 0; i < transparent.length; i++) {
            transparent[i] = (trns[2 * i] & 0xff) << 8 | trns[2 * i + 1] & 0xff;
        }
        return new PngColours(header, new int[0], transparent.length < header.channels() ? new int[0] : transparent);
    }

    private static int[] palette(byte[] plte, byte[] trns) {
        if (plte.length == 0 || plte.length % 3 != 0 || plte.length > 3 * 256) {
            throw Defect.at(0, "a palette of 1 to 256 colours", plte.length + " bytes");
        }
        int[] result = new int[plte.length / 3];
        for (int i = 0; i < result.length; i++) {
            int alpha = i < trns.length ? trns[i] & 0xff : OPAQUE;
            result[i] = argb(alpha, plte[3 * i] & 0xff, plte[3 * i + 1] & 0xff, plte[3 * i + 2] & 0xff);
        }
        return result;
    }

    /** The pixel at {@code x} of a row. */
    int pixel(byte[] row, int x) {
        int first = x * header.channels();
        return switch (header.colour()) {
            case PngHeader.PALETTE -> palette[index(sample(row, first))];
            case PngHeader.GRAY, PngHeader.GRAY_ALPHA -> {
                int gray = eight(sample(row, first));
                yield argb(alpha(row, first, 1), gray, gray, gray);
            }
            default ->
                argb(
                        alpha(row, first, 3),
                        eight(sample(row, first)),
                        eight(sample(row, first + 1)),
                        eight(sample(row, first + 2)));
        };
    }

    private int index(int sample) {
        if (sample >= palette.length) {
            throw Defect.at(0, "one of " + palette.length + " colours", sample);
        }
        return sample;
    }

    /** The alpha sample behind {@code colours} others, or whether the colour is the transparent one. */
    private int alpha(byte[] row, int first, int colours) {
        if (header.channels() > colours) {
            return eight(sample(row, first + colours));
        }
        if (transparent.length == 0) {
            return OPAQUE;
        }
        int[] samples = new int[colours];
        for (int i = 0; i < colours; i++) {
            samples[i] = sample(row, first + i);
        }
        return Arrays.equals(samples, 0, colours, transparent, 0, colours) ? 0 : OPAQUE;
    }

    private int sample(byte[] row, int index) {
        return switch (header.depth()) {
            case 16 -> (row[2 * index] & 0xff) << 8 | row[2 * index + 1] & 0xff;
            case 8 -> row[index] & 0xff;
            default -> {
                int bit = index * header.depth();
                int shift = 8 - header.depth() - bit % 8;
                yield row[bit / 8] >> shift & (1 << header.depth()) - 1;
            }
        };
    }

    private int eight(int sample) {
        return header.depth() == 16 ? sample >> 8 : sample * 255 / ((1 << header.depth()) - 1);
    }

    private static int argb(int alpha, int red, int green, int blue) {
        return alpha << 24 | red << 16 | green << 8 | blue;
    }
}

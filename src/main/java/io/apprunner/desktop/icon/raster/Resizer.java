// SPDX-License-Identifier: Apache-2.0
package io.apprunner.desktop.icon.raster;

/**
 * Resizes pictures with the Lanczos filter of three lobes, first in rows, then in columns. Colours are multiplied by
 * alpha meanwhile, so that those of transparent pixels do not shine through.
 */
public final class Resizer {
    private static final int LOBES = 3;
    private static final int CHANNELS = 4;

    private Resizer() {}

    /** The picture with its longer side of so many pixels and its proportions kept. */
    public static Raster fit(Raster source, int longer) {
        int most = Math.max(source.width(), source.height());
        int width = Math.max(1, Math.round((float) source.width() * longer / most));
        int height = Math.max(1, Math.round((float) source.height() * longer / most));
        return width == source.width() && height == source.height() ? source : resize(source, width, height);
    }

    private static Raster resize(Raster source, int width, int height) {
        float[] rows = new float[source.height() * width * CHANNELS];
        float[] line = new float[source.width() * CHANNELS];
        Taps[] across = Taps.of(source.width(), width);
        for (int y = 0; y < source.height(); y++) {
            premultiply(source, y, line);
            for (int x = 0; x < width; x++) {
                across[x].sum(line, 0, CHANNELS, rows, (y * width + x) * CHANNELS);
            }
        }
        Raster result = Raster.of(width, height);
        Taps[] down = Taps.of(source.height(), height);
        float[] pixel = new float[CHANNELS];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                down[y].sum(rows, x * CHANNELS, width * CHANNELS, pixel, 0);
                result.pixels()[y * width + x] = argb(pixel);
            }
        }
        return result;
    }

    private static void premultiply(Raster source, int y, float[] line) {
        for (int x = 0; x < source.width(); x++) {
            int pixel = source.pixels()[y * source.width() + x];
            float alpha = (pixel >>> 24) / 255f;
            line[x * CHANNELS] = alpha;
            line[x * CHANNELS + 1] = alpha * (pixel >> 16 & 0xff);
            line[x * CHANNELS + 2] = alpha * (pixel >> 8 & 0xff);
            line[x * CHANNELS + 3] = alpha * (pixel & 0xff);
        }
    }

    private static int argb(float[] pixel) {
        float alpha = Math.clamp(pixel[0], 0f, 1f);
        int result = Math.round(alpha * 255);
        if (result == 0) {
            return 0;
        }
        for (int i = 1; i < CHANNELS; i++) {
            result = result << 8 | Math.clamp(Math.round(pixel[i] / alpha), 0, 255);
        }
        return result;
    }

    /** Which samples of a line make one of the result, and how much each counts. */
    private record Taps(int first, float[] weights) {
        static Taps[] of(int from, int to) {
            double scale = (double) from / to;
            double stretch = Math.max(1, scale);
            Taps[] result = new Taps[to];
            for (int i = 0; i < to; i++) {
                double centre = (i + 0.5) * scale - 0.5;
                int first = Math.max(0, (int) Math.ceil(centre - LOBES * stretch));
                int last = Math.min(from - 1, (int) Math.floor(centre + LOBES * stretch));
                result[i] = of(first, last, centre, stretch);
            }
            return result;
        }

        private static Taps of(int first, int last, double centre, double stretch) {
            double[] weights = new double[last - first + 1];
            double sum = 0;
            for (int i = 0; i < weights.length; i++) {
                weights[i] = lanczos((first + i - centre) / stretch);
                sum += weights[i];
            }
            float[] result = new float[weights.length];
            for (int i = 0; i < weights.length; i++) {
                result[i] = (float) (weights[i] / sum);
            }
            return new Taps(first, result);
        }

        private static double lanczos(double x) {
            if (Math.abs(x) < 1e-9) {
                return 1;
            }
            double angle = Math.PI * x;
            return Math.abs(x) >= LOBES ? 0 : LOBES * Math.sin(angle) * Math.sin(angle / LOBES) / (angle * angle);
        }

        /** Adds up pixels that are {@code step} apart. */
        void sum(float[] in, int start, int step, float[] out, int at) {
            for (int channel = 0; channel < CHANNELS; channel++) {
                float sum = 0;
                int from = start + first * step + channel;
                for (int i = 0; i < weights.length; i++) {
                    sum += weights[i] * in[from + i * step];
                }
                out[at + channel] = sum;
            }
        }
    }
}

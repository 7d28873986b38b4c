// SPDX-License-Identifier: Apache-2.0
package io.apprunner.desktop.icon.jpeg;

/** The inverse discrete cosine transform of 8 x 8 coefficients (ITU-T T.81, A.3.3). */
final class InverseDct {
    private static final int SIDE = 8;

    /** By position and frequency. */
    private static final float[][] COSINES = cosines();

    private InverseDct() {}

    private static float[][] cosines() {
        float[][] result = new float[SIDE][SIDE];
        for (int x = 0; x < SIDE; x++) {
            for (int u = 0; u < SIDE; u++) {
                double scale = u == 0 ? Math.sqrt(0.125) : 0.5;
                result[x][u] = (float) (scale * Math.cos((2 * x + 1) * u * Math.PI / 16));
            }
        }
        return result;
    }

    /**
     * Transforms one block.
     *
     * @param at where its coefficients begin
     * @param table what each of them is multiplied by
     * @param out takes the samples, the first at {@code place}, the next row {@code stride} further
     */
    static void block(short[] coefficients, int at, int[] table, byte[] out, int place, int stride) {
        float[] half = new float[JpegComponent.BLOCK];
        for (int v = 0; v < SIDE; v++) {
            for (int x = 0; x < SIDE; x++) {
                float sum = 0;
                for (int u = 0; u < SIDE; u++) {
                    int index = v * SIDE + u;
                    sum += COSINES[x][u] * coefficients[at + index] * table[index];
                }
                half[v * SIDE + x] = sum;
            }
        }
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                float sum = 0;
                for (int v = 0; v < SIDE; v++) {
                    sum += COSINES[y][v] * half[v * SIDE + x];
                }
                out[place + y * stride + x] = (byte) Math.clamp(Math.round(sum) + 128, 0, 255);
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.desktop.icon.jpeg;

/** One colour of a JPEG picture: its coefficients, in blocks of 8 x 8. */
final class JpegComponent {
    static final int BLOCK = 64;
    private static final int SIDE = 8;

    final int id;

    /** Its blocks in a row of a unit, and in a column. */
    final int across;

    final int down;

    /** The number of its quantization table. */
    final int quantization;

    /** Blocks in a row of {@link #coefficients}, those included that only fill up the last unit. */
    final int stride;

    /** Blocks in a row and a column that hold the picture. */
    final int columns;

    final int rows;
    private final int allRows;
    private short[] coefficients;

    /** All coefficients zero. */
    JpegComponent(JpegFrame.Part part, JpegFrame.Shape shape) {
        this.id = part.id();
        this.across = part.across();
        this.down = part.down();
        this.quantization = part.quantization();
        this.stride = shape.unitsAcross() * across;
        this.allRows = shape.unitsDown() * down;
        this.columns = blocks(shape.width(), across, shape.maxAcross());
        this.rows = blocks(shape.height(), down, shape.maxDown());
        this.coefficients = new short[stride * allRows * BLOCK];
    }

    private static int blocks(int size, int factor, int most) {
        int samples = (size * factor + most - 1) / most;
        return (samples + SIDE - 1) / SIDE;
    }

    short[] coefficients() {
        return coefficients;
    }

    /** Samples of the whole component, {@code stride * 8} in a row. The coefficients are given up. */
    byte[] samples(int[] table) {
        byte[] samples = new byte[stride * allRows * BLOCK];
        for (int row = 0; row < allRows; row++) {
            for (int column = 0; column < stride; column++) {
                int block = (row * stride + column) * BLOCK;
                InverseDct.block(
                        coefficients, block, table, samples, (row * SIDE * stride + column) * SIDE, stride * SIDE);
            }
        }
        coefficients = new short[0];
        return samples;
    }
}

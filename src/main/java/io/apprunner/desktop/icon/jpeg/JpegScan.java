// SPDX-License-Identifier: Apache-2.0
package io.apprunner.desktop.icon.jpeg;

import io.apprunner.desktop.icon.raster.Defect;
import java.util.List;

/**
 * Reads the coefficients of one scan (ITU-T T.81, F.2 and G).
 *
 * <p>A sequential scan is a progressive one of all coefficients in full precision, with both kinds in each block.
 */
final class JpegScan {
    /** The place of each coefficient in its block, by its place in the file. */
    static final int[] ZIGZAG = {
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14,
        21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60,
        61, 54, 47, 55, 62, 63
    };

    /** A component of the scan with its tables. */
    record Part(JpegComponent component, HuffmanTable dc, HuffmanTable ac) {}

    /**
     * What a scan has of the coefficients.
     *
     * @param first the first one, in the order of the file
     * @param last the last one
     * @param high the bits that earlier scans had left out, 0 when there was none
     * @param low the bits that this scan leaves out
     */
    record Band(int first, int last, int high, int low) {}

    private final JpegFrame frame;
    private final List<Part> parts;
    private final Band band;
    private final int interval;
    private final JpegBits bits;
    private final int[] before;
    private int endOfBand;

    /** @param interval units between restart markers; 0 for none */
    JpegScan(JpegFrame frame, List<Part> parts, Band band, int interval, JpegBits bits) {
        this.frame = frame;
        this.parts = parts;
        this.band = band;
        this.interval = interval;
        this.bits = bits;
        this.before = new int[parts.size()];
    }

    void read() {
        boolean single = parts.size() == 1;
        JpegComponent only = parts.getFirst().component();
        int columns = single ? only.columns : frame.shape().unitsAcross();
        int units = columns * (single ? only.rows : frame.shape().unitsDown());
        for (int unit = 0; unit < units; unit++) {
            if (interval > 0 && unit > 0 && unit % interval == 0) {
                bits.restart();
                java.util.Arrays.fill(before, 0);
                endOfBand = 0;
            }
            if (single) {
                block(0, unit / columns, unit % columns);
            } else {
                unit(unit / columns, unit % columns);
            }
        }
    }

    private void unit(int row, int column) {
        for (int i = 0; i < parts.size(); i++) {
            JpegComponent component = parts.get(i).component();
            for (int y = 0; y < component.down; y++) {
                for (int x = 0; x < component.across; x++) {
                    block(i, row * component.down + y, column * component.across + x);
                }
            }
        }
    }

    private void block(int index, int row, int column) {
        Part part = parts.get(index);
        short[] block = part.component().coefficients();
        int at = (row * part.component().stride + column) * JpegComponent.BLOCK;
        if (!frame.progressive()) {
            direct(index, part, block, at);
            sequential(part, block, at);
        } else if (band.first() == 0) {
            if (band.high() == 0) {
                direct(index, part, block, at);
            } else if (bits.bit() == 1) {
                block[at] |= (short) (1 << band.low());
            }
        } else if (band.high() == 0) {
            firstBits(part, block, at);
        } else {
            moreBits(part, block, at);
        }
    }

    /** The mean of a block, as the difference to that of the block before. */
    private void direct(int index, Part part, short[] block, int at) {
        int size = part.dc().read(bits);
        if (size > 11) {
            throw Defect.at(bits.position(), "a difference of at most 11 bits", size);
        }
        before[index] += bits.signed(size);
        block[at] = (short) (before[index] << band.low());
    }

    private void sequential(Part part, short[] block, int at) {
        for (int k = 1; k < JpegComponent.BLOCK; k++) {
            int symbol = part.ac().read(bits);
            int run = symbol >> 4;
            int size = symbol & 15;
            if (size == 0 && run < 15) {
                return;
            }
            k += run;
            set(block, at, k, bits.signed(size));
        }
    }

    private void firstBits(Part part, short[] block, int at) {
        if (endOfBand > 0) {
            endOfBand--;
            return;
        }
        for (int k = band.first(); k <= band.last(); k++) {
            int symbol = part.ac().read(bits);
            int run = symbol >> 4;
            int size = symbol & 15;
            if (size == 0 && run < 15) {
                endOfBand = (1 << run) - 1 + bits.bits(run);
                return;
            }
            k += run;
            set(block, at, k, bits.signed(size) << band.low());
        }
    }

    private void set(short[] block, int at, int k, int value) {
        if (k > band.last()) {
            throw Defect.at(bits.position(), "a coefficient up to " + band.last(), k);
        }
        block[at + ZIGZAG[k]] = (short) value;
    }

    /** One more bit of the coefficients that are not zero, and those that become so. */
    private void moreBits(Part part, short[] block, int at) {
        int k = band.first();
        while (endOfBand == 0 && k <= band.last()) {
            int symbol = part.ac().read(bits);
            int run = symbol >> 4;
            int value = 0;
            if ((symbol & 15) != 0) {
                value = bits.bit() == 1 ? 1 << band.low() : -1 << band.low();
            } else if (run < 15) {
                endOfBand = (1 << run) + bits.bits(run);
                break;
            }
            k = refine(block, at, k, run);
            if (value != 0 && k <= band.last()) {
                block[at + ZIGZAG[k]] = (short) value;
            }
            k++;
        }
        if (endOfBand > 0) {
            refine(block, at, k, JpegComponent.BLOCK);
            endOfBand--;
        }
    }

    /** Passes over {@code zeros} coefficients that are zero; gives the place of the next zero. */
    private int refine(short[] block, int at, int from, int zeros) {
        int left = zeros;
        int k = from;
        for (; k <= band.last(); k++) {
            int place = at + ZIGZAG[k];
            if (block[place] == 0) {
                if (left == 0) {
                    return k;
                }
                left--;
            } else if (bits.bit() == 1 && (block[place] & 1 << band.low()) == 0) {
                block[place] += (short) (block[place] > 0 ? 1 << band.low() : -1 << band.low());
            }
        }
        return k;
    }
}

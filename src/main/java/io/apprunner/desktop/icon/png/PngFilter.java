// SPDX-License-Identifier: Apache-2.0
package io.apprunner.desktop.icon.png;

import io.apprunner.desktop.icon.raster.Defect;

/** The filters of PNG's rows (PNG specification, 9). */
final class PngFilter {
    static final int PAETH = 4;

    private PngFilter() {}

    /**
     * Undoes a filter in place.
     *
     * @param above the row above, undone already; zeros for the first row
     * @param step how far the filter looks to the left
     */
    static void undo(int type, byte[] row, byte[] above, int step) {
        for (int i = 0; i < row.length; i++) {
            int left = i < step ? 0 : row[i - step] & 0xff;
            int up = above[i] & 0xff;
            int corner = i < step ? 0 : above[i - step] & 0xff;
            int predicted = switch (type) {
                case 0 -> 0;
                case 1 -> left;
                case 2 -> up;
                case 3 -> (left + up) / 2;
                case PAETH -> paeth(left, up, corner);
                default -> throw Defect.at(0, "a filter from 0 to 4", type);
            };
            row[i] += (byte) predicted;
        }
    }

    /** The neighbour that is nearest to what the three of them let expect. */
    static int paeth(int left, int up, int corner) {
        int estimate = left + up - corner;
        int toLeft = Math.abs(estimate - left);
        int toUp = Math.abs(estimate - up);
        int toCorner = Math.abs(estimate - corner);
        if (toLeft <= toUp && toLeft <= toCorner) {
            return left;
        }
        return toUp <= toCorner ? up : corner;
    }
}

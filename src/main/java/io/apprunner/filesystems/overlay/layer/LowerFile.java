// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.overlay.layer;

/**
 * A file of a layer.
 *
 * @param layer the layer's number
 * @param file the file's number in it
 */
public record LowerFile(int layer, int file) {
    private static final long LOWER = 1L << 62;
    private static final int SHIFT = 40;

    /** The node by which the kernel knows it; no table is needed to find the file again. */
    public long node() {
        return LOWER | (long) layer << SHIFT | file;
    }

    /** Whether a node is one that {@link #node} has given. */
    public static boolean isNode(long node) {
        return (node & LOWER) != 0;
    }

    /** The file that has this node. */
    public static LowerFile of(long node) {
        return new LowerFile((int) (node >>> SHIFT) & 0x3fffff, (int) node);
    }
}

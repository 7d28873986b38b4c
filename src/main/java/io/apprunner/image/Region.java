// SPDX-License-Identifier: Apache-2.0
package io.apprunner.image;

/**
 * Consecutive bytes of a file.
 *
 * @param offset from the start of the file, 0 or more
 * @param size in bytes, 0 or more
 */
public record Region(long offset, long size) {
    /** Checks that neither number is negative and that the end does not overflow. */
    public Region {
        if (offset < 0 || size < 0 || offset + size < 0) {
            throw new IllegalArgumentException("no region: offset " + offset + ", size " + size);
        }
    }

    /** The offset of the first byte after the region. */
    public long end() {
        return offset + size;
    }
}

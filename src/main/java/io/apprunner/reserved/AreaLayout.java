// SPDX-License-Identifier: Apache-2.0
package io.apprunner.reserved;

/** Where things stand in the area; docs/format/reserved.md, section 1. */
final class AreaLayout {
    /**
     * The page is what a disk loses at most when one write is torn; things that must not be lost together are apart.
     */
    static final int PAGE = 4096;

    static final int SELECTORS = 2;
    static final int SLOTS = 2;
    static final int SLOT_SIZE = 28 * 1024;
    static final int EXTENTS = 4;
    static final int EXTENT_SIZE = (1 << 20) - (16 << 10);
    static final int AREA_SIZE = 4 << 20;

    /** Offset of the small values in a slot; the directory comes first. */
    static final int INLINE_VALUES = 1024;

    private AreaLayout() {}

    static long selector(int index) {
        return (long) index * PAGE;
    }

    static long slot(int index) {
        return (long) SELECTORS * PAGE + (long) index * SLOT_SIZE;
    }

    static long extent(int index) {
        return slot(SLOTS) + (long) index * EXTENT_SIZE;
    }
}

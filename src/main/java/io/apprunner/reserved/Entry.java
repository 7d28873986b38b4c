// SPDX-License-Identifier: Apache-2.0
package io.apprunner.reserved;

import java.nio.ByteBuffer;

/**
 * One component in the directory.
 *
 * @param version of the value's form; 0 when the component is unset
 * @param extent the number of the extent that a large value stands in, from 1 on; 0 for small values
 * @param length of the value in bytes
 * @param generation the change that set it
 * @param checksum of the value
 */
record Entry(int version, int extent, int length, long generation, long checksum) {
    static final int SIZE = 32;

    /** The form of all values so far. */
    static final int VERSION = 1;

    static final Entry UNSET = new Entry(0, 0, 0, 0, 0);

    static Entry decode(ByteBuffer buffer, int at) {
        return new Entry(
                Short.toUnsignedInt(buffer.getShort(at)),
                Short.toUnsignedInt(buffer.getShort(at + 2)),
                buffer.getInt(at + 4),
                buffer.getLong(at + 8),
                buffer.getLong(at + 16));
    }

    void encode(ByteBuffer buffer, int at) {
        buffer.putShort(at, (short) version).putShort(at + 2, (short) extent).putInt(at + 4, length);
        buffer.putLong(at + 8, generation).putLong(at + 16, checksum).putLong(at + 24, 0);
    }

    boolean isSet() {
        return version != 0;
    }

    /** Whether the numbers are possible ones for the component. */
    boolean fits(Component component) {
        boolean hasExtent = component.isLarge() && isSet();
        return length >= 0
                && length <= component.limit()
                && extent >= (hasExtent ? 1 : 0)
                && extent <= (hasExtent ? AreaLayout.EXTENTS : 0);
    }
}

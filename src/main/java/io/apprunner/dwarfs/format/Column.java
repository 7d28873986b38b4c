// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A list of unsigned integers: either one field of all items of a frozen list, read where it lies, or an array.
 * Immutable; {@link #get} allocates nothing.
 */
public final class Column {
    /** Zero bytes that must follow the frozen bytes, so that eight bytes can be read at any bit of them. */
    static final int PADDING = 16;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final Column NONE = new Column(new byte[PADDING], 0, 0, 0, 0);

    private final byte[] data;
    private final long base;
    private final long stride;
    private final int width;
    private final long mask;
    private final int count;

    /** Preconditions: all values lie within {@code data} without its padding. */
    Column(byte[] data, long baseBit, long strideBits, int width, int count) {
        this.data = data;
        this.base = baseBit;
        this.stride = strideBits;
        this.width = width;
        this.mask = width == 64 ? -1 : (1L << width) - 1;
        this.count = count;
    }

    /** A column without values. */
    public static Column none() {
        return NONE;
    }

    /** A column of these values, each taken as unsigned. */
    public static Column of(int[] values) {
        byte[] bytes = new byte[Math.addExact(Math.multiplyExact(values.length, Integer.BYTES), PADDING)];
        VarHandle target = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < values.length; i++) {
            target.set(bytes, i * Integer.BYTES, values[i]);
        }
        return new Column(bytes, 0, Integer.SIZE, Integer.SIZE, values.length);
    }

    /** The values at these places, in their order. Preconditions: the places are within the column. */
    public Column at(Column places) {
        int count = places.count();
        int bytes = width > Integer.SIZE ? Long.BYTES : Integer.BYTES;
        byte[] values = new byte[Math.addExact(Math.multiplyExact(count, bytes), PADDING)];
        for (int i = 0; i < count; i++) {
            // What a narrow value has in its upper half is zero, and is overwritten by the next one.
            LONG.set(values, i * bytes, get(places.getInt(i)));
        }
        int bits = bytes * Byte.SIZE;
        return new Column(values, 0, bits, bits, count);
    }

    /** The number of values. */
    public int count() {
        return count;
    }

    /** The largest value that its width allows. */
    public long widest() {
        return mask;
    }

    /** Value {@code index}. Preconditions: it is at least 0 and below {@link #count()}. */
    public long get(int index) {
        long bit = base + index * stride;
        int at = (int) (bit >>> 3);
        int shift = (int) (bit & 7);
        long value = (long) LONG.get(data, at) >>> shift;
        if (shift + width > 64) {
            value |= (long) data[at + 8] << (64 - shift);
        }
        return value & mask;
    }

    /** Value {@code index} of a column whose values are all below 2^31, or its low 32 bits. */
    public int getInt(int index) {
        return (int) get(index);
    }
}

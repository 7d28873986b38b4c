// SPDX-License-Identifier: Apache-2.0
package io.apprunner.reserved;

import io.apprunner.reserved.Selector.Checksum;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.IntStream;

/** A directory and the small values, in memory (docs/format/reserved.md, section 3). */
final class Slot {
    /** Entries that the directory has room for. */
    static final int ENTRIES = 16;

    static final int DIRECTORY_SIZE = ENTRIES * Entry.SIZE;

    private final byte[] bytes;
    private final ByteBuffer buffer;

    Slot(byte[] bytes) {
        this.bytes = bytes.clone();
        this.buffer = ByteBuffer.wrap(this.bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    static Slot empty() {
        return new Slot(new byte[AreaLayout.SLOT_SIZE]);
    }

    byte[] bytes() {
        return bytes.clone();
    }

    long checksum() {
        return Checksum.of(bytes, 0, DIRECTORY_SIZE);
    }

    Entry entry(Component component) {
        return Entry.decode(buffer, component.number() * Entry.SIZE);
    }

    void set(Component component, Entry entry) {
        entry.encode(buffer, component.number() * Entry.SIZE);
    }

    /** The bytes of a small value. */
    byte[] inline(Component component, int length) {
        int offset = component.inlineOffset();
        return Arrays.copyOfRange(bytes, offset, offset + length);
    }

    void setInline(Component component, byte[] value) {
        int offset = component.inlineOffset();
        Arrays.fill(bytes, offset, offset + component.limit(), (byte) 0);
        System.arraycopy(value, 0, bytes, offset, value.length);
    }

    /** The number of an extent that no value stands in; there is one more than there are large components. */
    int freeExtent() {
        for (int extent = 1; extent <= AreaLayout.EXTENTS; extent++) {
            if (!isUsed(extent)) {
                return extent;
            }
        }
        throw new IllegalStateException("more large components than extents");
    }

    private boolean isUsed(int extent) {
        return IntStream.range(0, ENTRIES)
                .mapToObj(number -> Entry.decode(buffer, number * Entry.SIZE))
                .anyMatch(entry -> entry.isSet() && entry.extent() == extent);
    }
}

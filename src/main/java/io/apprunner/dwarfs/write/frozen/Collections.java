// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.frozen;

import io.apprunner.dwarfs.format.FrozenField.CollectionField;
import java.util.List;

/**
 * The kinds whose values stand outside of their owner: there are only the distance to the data, in bytes, and the
 * number of items. Items follow each other bit by bit, without alignment.
 */
final class Collections {
    private static final int DISTANCE = 0;
    private static final int COUNT = 1;
    private static final int ITEM = 2;

    private Collections() {}

    private static Widths head() {
        return new Widths().add(CollectionField.DISTANCE, new Widths()).add(CollectionField.COUNT, new Widths());
    }

    /** Gives out space for {@code count} items and takes the head; returns where the data start. */
    private static long open(Widths widths, Position at, long count, int itemBits, Sink sink) {
        long size = (count * itemBits + Byte.SIZE - 1) / Byte.SIZE;
        long start = sink.allocate(size);
        // A collection without data may lie anywhere; distance 0 needs no bits.
        sink.integer(widths.part(DISTANCE), widths.position(DISTANCE, at), size == 0 ? 0 : start - at.start());
        sink.integer(widths.part(COUNT), widths.position(COUNT, at), count);
        return start;
    }

    record BytesKind() implements Kind<byte[]> {
        @Override
        public Widths newWidths() {
            return head();
        }

        @Override
        public void put(Widths widths, Position at, byte[] value, Sink sink) {
            sink.copy(open(widths, at, value.length, Byte.SIZE, sink), value);
        }
    }

    record NumbersKind() implements Kind<long[]> {
        @Override
        public Widths newWidths() {
            return head().addItem(new Widths());
        }

        @Override
        public void put(Widths widths, Position at, long[] values, Sink sink) {
            Widths item = widths.part(ITEM);
            int width = item.bits();
            long start = open(widths, at, values.length, width, sink);
            for (int i = 0; i < values.length; i++) {
                sink.integer(item, new Position(start, (long) i * width), values[i]);
            }
        }
    }

    record ListKind<E>(Kind<E> kind) implements Kind<List<E>> {
        @Override
        public Widths newWidths() {
            return head().addItem(kind.newWidths());
        }

        @Override
        public void put(Widths widths, Position at, List<E> values, Sink sink) {
            Widths item = widths.part(ITEM);
            int width = item.bits();
            long start = open(widths, at, values.size(), width, sink);
            long bit = 0;
            for (E value : values) {
                kind.put(item, new Position(start, bit), value, sink);
                bit += width;
            }
        }
    }
}

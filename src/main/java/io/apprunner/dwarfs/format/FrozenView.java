// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.format;

import io.apprunner.dwarfs.format.FrozenField.CollectionField;
import io.apprunner.dwarfs.format.FrozenField.OptionalField;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A struct within frozen metadata (DwarFS format 2.5, frozen metadata). A field that the schema does not place is zero,
 * empty or unset. For the parts that are read once; {@link Column} is for the rest.
 */
public final class FrozenView {
    private static final Layout.Field ABSENT = new Layout.Field(-1, 0);

    private final Frozen frozen;
    private final Layout layout;
    /** The byte that distances count from. */
    private final long start;
    /** The first bit of the struct, from the start of the metadata. */
    private final long bit;

    @SuppressWarnings("ArrayRecordComponent")
    private record Frozen(byte[] data, int length, List<Layout> layouts, Place place) {}

    private FrozenView(Frozen frozen, Layout layout, long start, long bit) {
        this.frozen = frozen;
        this.layout = layout;
        this.start = start;
        this.bit = bit;
    }

    /**
     * The root struct of an image's metadata.
     *
     * @param bytes the uncompressed metadata; copied
     * @param place where the metadata stands, for errors
     */
    public static FrozenView root(Schema schema, byte[] bytes, Place place) {
        if (bytes.length > Integer.MAX_VALUE - 2 * Column.PADDING) {
            throw place.bad("metadata below 2 GiB", bytes.length);
        }
        byte[] padded = Arrays.copyOf(bytes, bytes.length + Column.PADDING);
        return new FrozenView(new Frozen(padded, bytes.length, schema.layouts(), place), schema.root(), 0, 0);
    }

    /** Where this metadata stands, for errors. */
    public Place place() {
        return frozen.place;
    }

    /** Bytes of the whole metadata. */
    public int length() {
        return frozen.length;
    }

    private Layout.Field placeOf(FrozenField field) {
        return layout.fields().getOrDefault(field.id(), ABSENT);
    }

    private Layout layoutOf(Layout.Field place) {
        return place.layout() < 0 ? Layout.EMPTY : frozen.layouts.get(place.layout());
    }

    /** The unsigned integer in a field, of at most {@code maximumBits} bits. */
    public long integer(FrozenField field, int maximumBits) {
        Layout.Field place = placeOf(field);
        return column(layoutOf(place), bit + place.bitOffset(), 0, 1, maximumBits)
                .get(0);
    }

    /** The boolean in a field. */
    public boolean flag(FrozenField field) {
        return integer(field, 1) != 0;
    }

    /** The struct in a field. */
    public FrozenView struct(FrozenField field) {
        Layout.Field place = placeOf(field);
        return new FrozenView(frozen, layoutOf(place), start, bit + place.bitOffset());
    }

    /** The struct of {@link OptionalField}s in a field that holds an optional value, or null when it is unset. */
    public @Nullable FrozenView optional(FrozenField field) {
        FrozenView view = struct(field);
        return view.flag(OptionalField.IS_SET) ? view : null;
    }

    /** The optional unsigned integer in a field, or {@code otherwise}. */
    public long optionalInteger(FrozenField field, int maximumBits, long otherwise) {
        FrozenView view = optional(field);
        return view == null ? otherwise : view.integer(OptionalField.VALUE, maximumBits);
    }

    /** The bytes of the string in a field. */
    public Range string(FrozenField field) {
        FrozenView view = struct(field);
        long from = view.target();
        long count = view.integer(CollectionField.COUNT, 64);
        if (count < 0 || count > frozen.length - from) {
            throw frozen.place.bad("a string within the metadata", Long.toUnsignedString(count) + " bytes at " + from);
        }
        return new Range(frozen.data, (int) from, (int) count);
    }

    /** The list, set or map in a field. */
    public FrozenList list(FrozenField field) {
        FrozenView view = struct(field);
        Layout item = view.layoutOf(view.placeOf(CollectionField.ITEM));
        long from = view.target();
        long count = view.integer(CollectionField.COUNT, 64);
        long available = (frozen.length - from) * 8;
        // Items without bits are real (all zero), but something must speak of each of them in more than a byte.
        long limit = item.stride() == 0 ? frozen.length : available / item.stride();
        if (count < 0 || count > Math.min(limit, Integer.MAX_VALUE - 1)) {
            throw frozen.place.bad("a list within the metadata", Long.toUnsignedString(count) + " items at " + from);
        }
        return new FrozenList(this, item, from, (int) count);
    }

    /** Where the bytes of a string or list begin. */
    private long target() {
        long distance = integer(CollectionField.DISTANCE, 64);
        if (distance < 0 || distance > frozen.length - start) {
            throw frozen.place.bad("a distance within the metadata", Long.toUnsignedString(distance));
        }
        return start + distance;
    }

    /** Column of integers of layout {@code type}, checked to lie within the metadata. */
    private Column column(Layout type, long firstBit, long stride, int count, int maximumBits) {
        int width = type.bits();
        if (width > maximumBits) {
            throw frozen.place.bad("an integer of at most " + maximumBits + " bits", width);
        }
        if (width == 0 || count == 0) {
            return new Column(frozen.data, 0, 0, 0, count);
        }
        if (firstBit + (count - 1) * stride + width > frozen.length * 8L) {
            throw frozen.place.bad("an integer within the metadata", "one at bit " + firstBit);
        }
        return new Column(frozen.data, firstBit, stride, width, count);
    }

    /**
     * A part of the metadata's bytes.
     *
     * @param data not to be changed
     * @param from the first byte
     * @param length the number of bytes
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Range(byte[] data, int from, int length) {
        /** The bytes as UTF-8 text. */
        public String text() {
            return new String(data, from, length, StandardCharsets.UTF_8);
        }
    }

    /** A list, set or map within frozen metadata. */
    public static final class FrozenList {
        private final FrozenView parent;
        private final Layout item;
        private final long from;
        private final int count;

        private FrozenList(FrozenView parent, Layout item, long from, int count) {
            this.parent = parent;
            this.item = item;
            this.from = from;
            this.count = count;
        }

        /** The number of items. */
        public int count() {
            return count;
        }

        /** The first byte of the items. */
        public int from() {
            return (int) from;
        }

        /** The metadata that holds the items; not to be changed. */
        byte[] data() {
            return parent.frozen.data;
        }

        /** The items themselves, being integers of at most {@code maximumBits} bits. */
        public Column integers(int maximumBits) {
            return parent.column(item, from * 8, item.stride(), count, maximumBits);
        }

        /** A field of all items, being an integer of at most {@code maximumBits} bits. */
        public Column field(FrozenField field, int maximumBits) {
            Layout.Field place = item.fields().getOrDefault(field.id(), ABSENT);
            return parent.column(
                    parent.layoutOf(place), from * 8 + place.bitOffset(), item.stride(), count, maximumBits);
        }

        /** The bytes of item {@code index} of a list of strings. */
        public Range string(int index) {
            long distance = field(CollectionField.DISTANCE, 64).get(index);
            long length = field(CollectionField.COUNT, 64).get(index);
            long start = from + (item.size() > 0 ? (long) index * item.size() : 0);
            long available = parent.frozen.length - start;
            if (distance < 0 || length < 0 || distance > available || length > available - distance) {
                throw parent.place().bad("a string within the metadata", Long.toUnsignedString(length) + " bytes");
            }
            return new Range(parent.frozen.data, (int) (start + distance), (int) length);
        }
    }
}

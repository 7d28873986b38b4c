// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.frozen;

import java.util.List;
import java.util.function.Function;

/**
 * A kind of record, described by a table of its fields.
 *
 * @param <T> the Java record
 * @param fields the table, ascending by id
 */
public record Struct<T>(List<Field<T, ?>> fields) implements Kind<T> {
    /**
     * One line of the table.
     *
     * @param id the field's number in the format
     * @param name the field's name in the format's description; it is not written
     * @param kind how the field is laid out
     * @param get takes the field out of the record
     */
    public record Field<T, V>(int id, String name, Kind<V> kind, Function<T, V> get) {
        void put(Layout layout, Position at, T owner, Sink sink) {
            kind.put(layout, at, get.apply(owner), sink);
        }
    }

    public Struct {
        for (int i = 1; i < fields.size(); i++) {
            if (fields.get(i - 1).id() >= fields.get(i).id()) {
                throw new IllegalArgumentException(
                        "fields do not ascend: " + fields.get(i).name());
            }
        }
    }

    /** The record with these fields. */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is read only
    public static <T> Struct<T> of(Field<T, ?>... fields) {
        return new Struct<>(List.of(fields));
    }

    /** A field of any kind. */
    public static <T, V> Field<T, V> field(int id, String name, Kind<V> kind, Function<T, V> get) {
        return new Field<>(id, name, kind, get);
    }

    @Override
    public Layout newLayout() {
        Layout layout = new Layout();
        for (Field<T, ?> field : fields) {
            layout.add(field.id(), field.kind().newLayout());
        }
        return layout;
    }

    @Override
    public void put(Layout layout, Position at, T value, Sink sink) {
        for (int i = 0; i < fields.size(); i++) {
            fields.get(i).put(layout.part(i), layout.position(i, at), value, sink);
        }
    }
}

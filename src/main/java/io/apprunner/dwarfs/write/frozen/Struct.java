// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.frozen;

import io.apprunner.dwarfs.format.FrozenField;
import java.util.List;
import java.util.function.Function;

/**
 * A kind of record, described by a table of its fields.
 *
 * @param <T> the Java record
 * @param fields the table, ascending by number
 */
public record Struct<T>(List<Field<T, ?>> fields) implements Kind<T> {
    /**
     * One line of the table.
     *
     * @param field the field's number and name in the format
     * @param kind how the field is laid out
     * @param get takes the field out of the record
     */
    public record Field<T, V>(FrozenField field, Kind<V> kind, Function<T, V> get) {
        void put(Widths widths, Position at, T owner, Sink sink) {
            kind.put(widths, at, get.apply(owner), sink);
        }
    }

    /** Checks that the ids of the fields ascend, as their places in the layout do. */
    public Struct {
        for (int i = 1; i < fields.size(); i++) {
            if (fields.get(i - 1).field().id() >= fields.get(i).field().id()) {
                throw new IllegalArgumentException(
                        "fields do not ascend: " + fields.get(i).field().name());
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
    public static <T, V> Field<T, V> field(FrozenField field, Kind<V> kind, Function<T, V> get) {
        return new Field<>(field, kind, get);
    }

    @Override
    public Widths newWidths() {
        Widths widths = new Widths();
        for (Field<T, ?> field : fields) {
            widths.add(field.field(), field.kind().newWidths());
        }
        return widths;
    }

    @Override
    public void put(Widths widths, Position at, T value, Sink sink) {
        for (int i = 0; i < fields.size(); i++) {
            fields.get(i).put(widths.part(i), widths.position(i, at), value, sink);
        }
    }
}

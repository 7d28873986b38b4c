// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.frozen;

import java.util.List;
import java.util.Optional;

/**
 * How values of one Java type are laid out. Kinds are put together into tables ({@link Struct}) that describe a whole
 * tree of records.
 *
 * @param <V> the Java type of the values
 */
public interface Kind<V> {
    /** An unsigned integer: as many bits as the largest value needs; negative values count as 64-bit ones. */
    Kind<Long> UNSIGNED = new Scalars.UnsignedKind();

    /** A boolean: one bit, or none when every value is false. */
    Kind<Boolean> FLAG = new Scalars.FlagKind();

    /** A byte string. */
    Kind<byte[]> BYTES = new Collections.BytesKind();

    /** A list of unsigned integers. */
    Kind<long[]> NUMBERS = new Collections.NumbersKind();

    /** A list of values of one kind. */
    static <E> Kind<List<E>> list(Kind<E> item) {
        return new Collections.ListKind<>(item);
    }

    /** A value that may be missing: a bit that says whether it is there, then the value. */
    static <E> Kind<Optional<E>> optional(Kind<E> value) {
        return new Scalars.OptionalKind<>(value);
    }

    /** The widths of a value of this kind, all of them zero. */
    Widths newWidths();

    /** Measures or writes one value, as the sink does. */
    void put(Widths widths, Position at, V value, Sink sink);
}

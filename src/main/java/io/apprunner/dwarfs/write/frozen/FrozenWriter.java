// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.frozen;

/** Turns a record into Frozen2 bytes. */
public final class FrozenWriter {
    private FrozenWriter() {}

    /**
     * What a record became.
     *
     * @param schema the description of the layout, in Thrift's compact encoding
     * @param data the values
     */
    public record Frozen(byte[] schema, byte[] data) {}

    /**
     * Freezes a record with the smallest widths that hold all its values. The widths of distances depend on the sizes
     * of the collections and these on widths, so the values are measured until nothing grows any more.
     *
     * @param padding how many zero bytes follow the data, because readers may load past the end
     * @throws io.apprunner.error.AppRunnerException with code {@code LIMIT} when the data pass 2 GiB
     */
    public static <T> Frozen freeze(Struct<T> kind, T value, int padding) {
        Widths root = kind.newWidths();
        Sink measure;
        do {
            root.place();
            measure = Sink.measuring();
            put(kind, root, value, measure);
        } while (measure.grown());
        Sink write = Sink.writing(measure.size() + padding);
        put(kind, root, value, write);
        return new Frozen(FrozenSchema.encode(root), write.bytes());
    }

    private static <T> void put(Struct<T> kind, Widths root, T value, Sink sink) {
        long start = sink.allocate((root.bits() + Byte.SIZE - 1) / Byte.SIZE);
        kind.put(root, new Position(start, 0), value, sink);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.frozen;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the description of a layout: every layout gets a number, children before their owner, the root last. */
final class FrozenSchema {
    private static final int FILE_VERSION = 1;

    private final Map<Description, Integer> layouts = new LinkedHashMap<>();
    private final ThriftWriter out = new ThriftWriter();

    private FrozenSchema() {}

    /** The schema of the layout of a whole file. */
    static byte[] encode(Widths root) {
        FrozenSchema schema = new FrozenSchema();
        int rootId = schema.number(root, true);
        return schema.write(rootId);
    }

    private record Reference(int field, int layout, int offset) {}

    private record Description(int size, int bits, List<Reference> references) {}

    /**
     * Gives numbers to the layout with these widths and to its parts; equal ones share a number, parts without any
     * width are left out.
     */
    private int number(Widths widths, boolean root) {
        List<Reference> references = new ArrayList<>();
        for (Widths.Part part : widths.parts()) {
            if (!part.widths.empty()) {
                // Offsets in bits are written as negative numbers, offsets in bytes as positive ones.
                references.add(new Reference(part.field.id(), number(part.widths, false), -part.offset));
            }
        }
        // Only the root starts at a byte of its own; all else is placed bit by bit.
        int size = root ? (widths.bits() + Byte.SIZE - 1) / Byte.SIZE : 0;
        int next = layouts.size();
        Integer known = layouts.putIfAbsent(new Description(size, widths.bits(), references), next);
        return known == null ? next : known;
    }

    private byte[] write(int rootId) {
        out.fieldTrue(1);
        out.fieldStructMap(2, layouts.size());
        layouts.forEach((layout, number) -> out.mapStruct(number, () -> describe(layout)));
        out.fieldI16(3, rootId);
        out.fieldI32(4, FILE_VERSION);
        out.endStruct();
        return out.toByteArray();
    }

    private void describe(Description layout) {
        out.fieldI32(1, layout.size());
        out.fieldI16(2, layout.bits());
        out.fieldStructMap(3, layout.references().size());
        for (Reference reference : layout.references()) {
            out.mapStruct(reference.field(), () -> {
                out.fieldI16(1, reference.layout());
                out.fieldI16(2, reference.offset());
            });
        }
        out.fieldText(4, "");
    }
}

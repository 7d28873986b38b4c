// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.frozen;

import java.util.ArrayList;
import java.util.List;

/** Writes the description of a layout: every layout gets a number, children before their owner, the root last. */
final class FrozenSchema {
    private static final int FILE_VERSION = 1;

    private final List<Runnable> layouts = new ArrayList<>();
    private final ThriftWriter out = new ThriftWriter();

    private FrozenSchema() {}

    /** The schema of the layout of a whole file. */
    static byte[] encode(Layout root) {
        FrozenSchema schema = new FrozenSchema();
        int rootId = schema.number(root, true);
        return schema.write(rootId);
    }

    private record Reference(int field, int layout, int offset) {}

    /** Gives numbers to a layout and its parts; parts without any width are left out. */
    private int number(Layout layout, boolean root) {
        List<Reference> references = new ArrayList<>();
        for (Layout.Part part : layout.parts()) {
            if (!part.layout.empty()) {
                // Offsets in bits are written as negative numbers, offsets in bytes as positive ones.
                references.add(new Reference(part.id, number(part.layout, false), -part.offset));
            }
        }
        // Only the root starts at a byte of its own; all else is placed bit by bit.
        int size = root ? (layout.bits() + Byte.SIZE - 1) / Byte.SIZE : 0;
        int bits = layout.bits();
        layouts.add(() -> layout(size, bits, references));
        return layouts.size() - 1;
    }

    private byte[] write(int rootId) {
        out.fieldTrue(1);
        out.fieldStructMap(2, layouts.size());
        for (int i = 0; i < layouts.size(); i++) {
            out.mapStruct(i, layouts.get(i));
        }
        out.fieldI16(3, rootId);
        out.fieldI32(4, FILE_VERSION);
        out.endStruct();
        return out.toByteArray();
    }

    private void layout(int size, int bits, List<Reference> references) {
        out.fieldI32(1, size);
        out.fieldI16(2, bits);
        out.fieldStructMap(3, references.size());
        for (Reference reference : references) {
            out.mapStruct(reference.field(), () -> {
                out.fieldI16(1, reference.layout());
                out.fieldI16(2, reference.offset());
            });
        }
        out.fieldText(4, "");
    }
}

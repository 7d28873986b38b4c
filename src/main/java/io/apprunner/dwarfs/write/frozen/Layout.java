// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.frozen;

import java.util.ArrayList;
import java.util.List;

/** The widths of one value and of its parts. Widths of leaves grow while values are measured. */
final class Layout {
    /** The id of a list's item, which does not stand in the list's own bits but in the list's data. */
    static final int ITEM = 3;

    /** One part: its id in the schema, its layout, and whether it takes part in its owner's bits. */
    static final class Part {
        final int id;
        final Layout layout;
        final boolean inline;
        int offset;

        Part(int id, Layout layout, boolean inline) {
            this.id = id;
            this.layout = layout;
            this.inline = inline;
        }
    }

    private final List<Part> parts = new ArrayList<>();
    private int bits;

    /** Adds a part that stands inside this value. */
    Layout add(int id, Layout layout) {
        parts.add(new Part(id, layout, true));
        return this;
    }

    /** Adds the layout of the items of this list. */
    Layout addItem(Layout layout) {
        parts.add(new Part(ITEM, layout, false));
        return this;
    }

    /** The width in bits, without the data of collections. */
    int bits() {
        return bits;
    }

    /** The parts in the order in which they were added. */
    List<Part> parts() {
        return parts;
    }

    /** The part at {@code index}, in the order in which they were added. */
    Layout part(int index) {
        return parts.get(index).layout;
    }

    /** The position of a part of a value at {@code at}. */
    Position position(int index, Position at) {
        return at.plus(parts.get(index).offset);
    }

    /** Makes this leaf at least so wide; returns whether it grew. */
    boolean grow(int width) {
        boolean grows = width > bits;
        if (grows) {
            bits = width;
        }
        return grows;
    }

    /** Computes the offsets and widths of everything above the leaves anew. */
    void place() {
        if (parts.isEmpty()) {
            return;
        }
        int end = 0;
        for (Part part : parts) {
            part.layout.place();
            if (part.inline) {
                part.offset = end;
                end += part.layout.bits;
            }
        }
        bits = end;
    }

    /** Whether nothing of this value needs to be described: it has neither bits nor items with bits. */
    boolean empty() {
        return bits == 0 && parts.stream().allMatch(part -> part.layout.empty());
    }
}

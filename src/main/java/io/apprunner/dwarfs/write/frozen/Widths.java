// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.frozen;

import io.apprunner.dwarfs.format.FrozenField;
import io.apprunner.dwarfs.format.FrozenField.CollectionField;
import java.util.ArrayList;
import java.util.List;

/** The widths of one value and of its parts. Widths of leaves grow while values are measured. */
final class Widths {
    /** One part: its field in the schema, its widths, and whether it takes part in its owner's bits. */
    static final class Part {
        final FrozenField field;
        final Widths widths;
        final boolean inline;
        int offset;

        Part(FrozenField field, Widths widths, boolean inline) {
            this.field = field;
            this.widths = widths;
            this.inline = inline;
        }
    }

    private final List<Part> parts = new ArrayList<>();
    private int bits;

    /** Adds a part that stands inside this value. */
    Widths add(FrozenField field, Widths widths) {
        parts.add(new Part(field, widths, true));
        return this;
    }

    /** Adds the widths of the items of this list, which stand in the list's data instead of the list's own bits. */
    Widths addItem(Widths widths) {
        parts.add(new Part(CollectionField.ITEM, widths, false));
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
    Widths part(int index) {
        return parts.get(index).widths;
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
            part.widths.place();
            if (part.inline) {
                part.offset = end;
                end += part.widths.bits;
            }
        }
        bits = end;
    }

    /** Whether nothing of this value needs to be described: it has neither bits nor items with bits. */
    boolean empty() {
        return bits == 0 && parts.stream().allMatch(part -> part.widths.empty());
    }
}

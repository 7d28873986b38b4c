// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.format;

/**
 * A field of a struct within frozen metadata (DwarFS format, frozen metadata). The reader and the writer name fields by
 * these, so that each number stands in one place. The fields of the structs that the format itself is made of are here,
 * those of the metadata are in {@link MetadataField}.
 */
public interface FrozenField {
    /** The number of the field in its struct, from 1 on; it stands in the schema. */
    int id();

    /** The name of the field for messages; it is not written. */
    String name();

    /** The fields of an optional value. */
    enum OptionalField implements FrozenField {
        /** Whether there is a value, one bit. */
        IS_SET(1),
        /** The value. */
        VALUE(2);

        private final int id;

        OptionalField(int id) {
            this.id = id;
        }

        @Override
        public int id() {
            return id;
        }
    }

    /** The fields of a list, set, map or string; a string has no item. */
    enum CollectionField implements FrozenField {
        /** Bytes from the start of the owner to the first item. */
        DISTANCE(1),
        /** The number of items; of a string, its bytes. */
        COUNT(2),
        /** The layout of an item. */
        ITEM(3);

        private final int id;

        CollectionField(int id) {
            this.id = id;
        }

        @Override
        public int id() {
            return id;
        }
    }
}

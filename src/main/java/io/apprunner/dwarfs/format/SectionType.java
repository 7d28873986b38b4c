// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.format;

import java.util.Locale;

/** What a section holds (DwarFS format 2.5, container). Readers skip sections of other types. */
public enum SectionType {
    /** File data. */
    BLOCK(0),
    /** The layouts of the metadata, as a thrift compact struct. */
    SCHEMA(7),
    /** The frozen metadata. */
    METADATA(8),
    /** Types and offsets of all sections; always the last one. */
    INDEX(9),
    /** How the image was made, as a thrift compact struct. */
    HISTORY(10);

    private final int id;

    SectionType(int id) {
        this.id = id;
    }

    /** The name of type {@code id} for messages, also when it is unknown. */
    public static String nameOf(int id) {
        for (SectionType type : values()) {
            if (type.id == id) {
                return type.name().toLowerCase(Locale.ROOT);
            }
        }
        return "type " + id;
    }

    /** The number that stands for this type in a section header. */
    public int id() {
        return id;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.section;

/** The types of sections that are written. */
public enum SectionType {
    /** File contents. */
    BLOCK(0),
    /** The layout of the metadata. */
    METADATA_SCHEMA(7),
    /** The metadata. */
    METADATA(8),
    /** Where each section starts. */
    SECTION_INDEX(9),
    /** How the image was made. */
    HISTORY(10);

    private final int code;

    SectionType(int code) {
        this.code = code;
    }

    /** The number that stands in a section's header. */
    int code() {
        return code;
    }
}

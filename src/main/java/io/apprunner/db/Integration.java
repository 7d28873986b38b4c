// SPDX-License-Identifier: Apache-2.0
package io.apprunner.db;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Something that an image gives to the desktop; the order is that of listings. */
public enum Integration {
    /** A menu entry. */
    ENTRY,
    /** A type of file. */
    MIMETYPE,
    /** Icons of the entry and of the type. */
    ICON;

    /** The integration of that name, in upper or lower case. */
    public static Optional<Integration> named(String name) {
        return Arrays.stream(values())
                .filter(item -> item.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst();
    }
}

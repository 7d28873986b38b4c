// SPDX-License-Identifier: Apache-2.0
package io.apprunner.reserved;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The settings that the area holds, each with its number in the directory and the size that its value may have. */
public enum Component {
    PERMISSIONS(0, 8),
    UNSHARE(1, 8),
    NOTIFY(2, 8),
    OVERLAY(3, 8),
    CASEFOLD(4, 8),
    BOOT(5, 8192),
    DESKTOP(6, 4096),
    REMOTE(7, 4096),
    ICON(8, AreaLayout.EXTENT_SIZE),
    ENVIRONMENT(9, AreaLayout.EXTENT_SIZE),
    BINDS(10, AreaLayout.EXTENT_SIZE),
    LIMITS(11, 64);

    private final int number;
    private final int limit;

    Component(int number, int limit) {
        this.number = number;
        this.limit = limit;
    }

    /** Its place in the directory. */
    int number() {
        return number;
    }

    /** The largest value, in bytes. */
    public int limit() {
        return limit;
    }

    /** Its name as users know it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The component of that label. */
    public static Optional<Component> labelled(String label) {
        return Arrays.stream(values())
                .filter(component -> component.label().equals(label))
                .findFirst();
    }

    /** Whether its value stands in an extent of its own. */
    boolean isLarge() {
        return limit == AreaLayout.EXTENT_SIZE;
    }

    /** Where a small value stands in a slot. */
    int inlineOffset() {
        int offset = AreaLayout.INLINE_VALUES;
        for (Component other : values()) {
            if (other.number < number && !other.isLarge()) {
                offset += other.limit;
            }
        }
        return offset;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.db;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.error.Nearest;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A member of a set that is stored as bits; enums implement it. */
public interface Flag {
    /** The number of its bit. */
    int bit();

    /** Whether {@code all} means it too. */
    default boolean isInAll() {
        return true;
    }

    /** Its name as users write it. */
    default String label() {
        return ((Enum<?>) this).name().toLowerCase(Locale.ROOT);
    }

    /**
     * The flags of a list such as {@code home,network}, in upper or lower case. {@code all} means every one of them
     * that {@link #isInAll} and stands alone; an empty list has none.
     *
     * @param type the enum
     * @param noun what a flag is called in messages, such as {@code permission}
     * @throws AppRunnerException when a name is unknown
     */
    static <E extends Enum<E> & Flag> Set<E> parse(Class<E> type, String noun, String list) {
        if (list.isEmpty()) {
            return Set.of();
        }
        List<String> names = Arrays.stream(list.split(",", -1))
                .map(name -> name.toUpperCase(Locale.ROOT))
                .toList();
        if (names.contains("ALL")) {
            if (names.size() > 1) {
                String start = noun.substring(0, 1).toUpperCase(Locale.ROOT) + noun.substring(1);
                throw new AppRunnerException(ErrorCode.USAGE, start + " 'all' should not be used with others", "");
            }
            return EnumSet.allOf(type).stream().filter(Flag::isInAll).collect(Collectors.toUnmodifiableSet());
        }
        Set<E> flags = EnumSet.noneOf(type);
        for (String name : names) {
            flags.add(named(type, name)
                    .orElseThrow(() -> new AppRunnerException(
                            ErrorCode.USAGE,
                            "Invalid " + noun + " '" + name + "'",
                            Nearest.question(name, labels(EnumSet.allOf(type))) + "known are all, "
                                    + String.join(", ", labels(EnumSet.allOf(type))))));
        }
        return Set.copyOf(flags);
    }

    /** The names of flags in alphabetical order. */
    static List<String> labels(Collection<? extends Flag> flags) {
        return flags.stream().map(Flag::label).sorted().toList();
    }

    private static <E extends Enum<E>> Optional<E> named(Class<E> type, String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(flag -> flag.name().equals(name))
                .findFirst();
    }
}

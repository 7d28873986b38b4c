// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command;

import io.apprunner.db.Flag;
import io.apprunner.reserved.Component;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The closed sets of words that operands have. */
final class Names {
    private static final String ALL = "all";

    private Names() {}

    /** The flags of an enum, in the order that they are declared in. */
    static <E extends Enum<E> & Flag> List<String> flags(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(Flag::label).toList();
    }

    /** The stored settings. */
    static List<String> settings() {
        return Arrays.stream(Component.values()).map(Component::label).toList();
    }

    /** The names, and the word for all of them before them. */
    static List<String> withAll(List<String> names) {
        return Stream.concat(Stream.of(ALL), names.stream()).toList();
    }

    /** The names as the help explains them. */
    static String explained(List<String> names) {
        return String.join(", ", names) + ", or " + ALL;
    }
}

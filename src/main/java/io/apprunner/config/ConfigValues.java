// SPDX-License-Identifier: Apache-2.0
package io.apprunner.config;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What an environment variable can be.
 *
 * @param description for people
 * @param reader the value that a text stands for; nothing when the text is not allowed
 */
public record ConfigValues(String description, Function<String, Optional<String>> reader) {
    /** No variable. */
    static final ConfigValues NONE = new ConfigValues("", text -> Optional.empty());

    /** Exactly {@code 1} switches on, and nothing switches off. */
    static final ConfigValues ON =
            new ConfigValues("1", text -> text.equals("1") ? Optional.of("on") : Optional.empty());

    /** Exactly one of some words. */
    static ConfigValues oneOf(List<String> words) {
        return new ConfigValues(
                String.join(", ", words), text -> words.contains(text) ? Optional.of(text) : Optional.empty());
    }

    /** A whole number; what lies outside becomes the nearest bound. */
    static ConfigValues number(int from, int to) {
        return new ConfigValues(from + " to " + to, text -> clamped(text, from, to));
    }

    /** Any text but the empty one. */
    static ConfigValues text(String description) {
        return new ConfigValues(description, text -> Optional.of(text).filter(some -> !some.isEmpty()));
    }

    /** A path that starts at the root; the XDG base directory specification wants others ignored. */
    static ConfigValues absolutePath() {
        return new ConfigValues("an absolute path", text -> Optional.of(text).filter(path -> path.startsWith("/")));
    }

    /** The value that a variable's text stands for; nothing when it is not allowed. */
    Optional<String> read(String text) {
        return reader.apply(text);
    }

    private static Optional<String> clamped(String text, int from, int to) {
        try {
            return Optional.of(Integer.toString(Math.clamp(Long.parseLong(text), from, to)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}

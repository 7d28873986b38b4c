// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.catalogue;

import java.util.List;

/**
 * A word of a command line.
 *
 * @param kind what it is
 * @param values what it can be; empty when that is not known
 */
public record Word(Kind kind, List<String> values) {
    /** What a word is. */
    public enum Kind {
        /** One of its values. */
        LITERAL,
        /** Something that has its values, and perhaps others. */
        VALUE,
        /** Some of its values with commas between them. */
        LIST,
        /** A file of the host. */
        FILE,
        /** A folder of the host. */
        DIRECTORY,
        /** A command's name without {@code fim-}. */
        COMMAND,
        /** A topic of the help. */
        TOPIC,
        /** Anything. */
        FREE
    }

    /** Keeps copies of the lists. */
    public Word {
        values = List.copyOf(values);
    }

    static Word of(Kind kind) {
        return new Word(kind, List.of());
    }

    static Word literal(String... values) {
        return new Word(Kind.LITERAL, List.of(values));
    }
}

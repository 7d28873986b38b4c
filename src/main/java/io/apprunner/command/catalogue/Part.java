// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.catalogue;

import io.apprunner.command.catalogue.Word.Kind;
import java.util.List;

/**
 * Words of a usage that stand together.
 *
 * @param shown as the help shows them
 * @param words at least one
 * @param optional whether they can be left out
 * @param option whether they are an option; operands follow options
 */
public record Part(String shown, List<Word> words, boolean optional, boolean option) {
    /** The option of listings. */
    public static final Part JSON = flag("--json");

    /** Keeps copies of the lists. */
    public Part {
        words = List.copyOf(words);
    }

    /** An option without a value. */
    public static Part flag(String name) {
        return new Part("[" + name + "]", List.of(Word.literal(name)), true, true);
    }

    /** An option with a value. */
    public static Part option(String name, String value, Kind kind) {
        return new Part("[" + name + " <" + value + ">]", List.of(Word.literal(name), Word.of(kind)), true, true);
    }

    /** An operand. */
    public static Part operand(String name, Kind kind) {
        return operand("<" + name + ">", new Word(kind, List.of()));
    }

    /** An operand that has known values. */
    public static Part operand(String name, List<String> values) {
        return operand("<" + name + ">", new Word(Kind.VALUE, values));
    }

    /** An operand that is one of some words. */
    public static Part choice(String... words) {
        return operand(words.length == 1 ? words[0] : "<" + String.join("|", words) + ">", Word.literal(words));
    }

    /** An operand that is a list with commas. */
    public static Part list(String shown, List<String> values) {
        return operand("<" + shown + ">", new Word(Kind.LIST, values));
    }

    /** At least one operand. */
    public static Part several(String name) {
        return operand("<" + name + ">...", Word.of(Kind.FREE));
    }

    /** Any number of operands. */
    public static Part rest(String name) {
        return optional(name + "...", Kind.FREE);
    }

    /** An operand that can be left out. */
    public static Part optional(String name, Kind kind) {
        return new Part("[" + name + "]", List.of(Word.of(kind)), true, false);
    }

    private static Part operand(String shown, Word word) {
        return new Part(shown, List.of(word), false, false);
    }
}

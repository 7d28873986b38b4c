// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * What can be asked for: a command, or a command with the word behind it.
 *
 * @param word the word behind the command's name, in lower case; nothing for a command that has none
 * @param type the class that does it
 * @param forms what can follow, as the help shows it; one or more ways
 * @param missing the message when operands are missing; empty when it is the usage
 * @param surplus the message when there are too many, as above; without one, they are named
 * @param traits what else is to be known before it runs
 */
public record Operation(
        Optional<String> word,
        Class<? extends Callable<Integer>> type,
        List<List<Part>> forms,
        String missing,
        Optional<String> surplus,
        List<Trait> traits) {
    /** What the program must know before an operation runs. */
    public enum Trait {
        /** It changes the image in place, which the kernel refuses while it is the file that runs. */
        CHANGES_IMAGE,
        /** Its operands are the words of another program: what follows the first of them is no option of ours. */
        PASSES_WORDS,
        /** It runs without Quarkus, because it must start fast. */
        BARE
    }

    /** Keeps copies of the lists. */
    public Operation {
        forms = forms.stream().map(List::copyOf).toList();
        traits = List.copyOf(traits);
    }

    /** An operation with its word. */
    public static Operation of(String word, Class<? extends Callable<Integer>> type, Part... parts) {
        return new Operation(Optional.of(word), type, List.of(List.of(parts)), "", Optional.empty(), List.of());
    }

    /** As above, for an operation that changes the image in place. */
    public static Operation change(String word, Class<? extends Callable<Integer>> type, Part... parts) {
        return of(word, type, parts).with(Trait.CHANGES_IMAGE);
    }

    /** A command that has no such word. */
    public static Operation bare(Class<? extends Callable<Integer>> type, Part... parts) {
        return new Operation(Optional.empty(), type, List.of(List.of(parts)), "", Optional.empty(), List.of());
    }

    /** With another way to call it. */
    public Operation or(Part... parts) {
        List<List<Part>> all = new ArrayList<>(forms);
        all.add(List.of(parts));
        return new Operation(word, type, all, missing, surplus, traits);
    }

    /** With the message for missing operands. */
    public Operation missing(String message) {
        return new Operation(word, type, forms, message, surplus, traits);
    }

    /** With the message for too many operands. */
    public Operation surplus(String message) {
        return new Operation(word, type, forms, missing, Optional.of(message), traits);
    }

    /** With one message for a wrong number of operands, whether missing or too many. */
    public Operation expects(String message) {
        return missing(message).surplus(message);
    }

    /** Answers a wrong number of operands with its usage. */
    public Operation strict() {
        return expects("");
    }

    /** With something to know before it runs. */
    public Operation with(Trait trait) {
        List<Trait> all = new ArrayList<>(traits);
        all.add(trait);
        return new Operation(word, type, forms, missing, surplus, all);
    }

    /** Whether it has a trait. */
    public boolean has(Trait trait) {
        return traits.contains(trait);
    }

    /** How many words of the command line name it. */
    public int length() {
        return word.isPresent() ? 2 : 1;
    }
}

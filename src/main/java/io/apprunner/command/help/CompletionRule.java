// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.help;

import io.apprunner.command.catalogue.Catalogue;
import io.apprunner.command.catalogue.Topic;
import io.apprunner.command.catalogue.Word;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What can stand at one place of a command line.
 *
 * @param before extended regular expressions of the words before it, all of them
 * @param kind what it is
 * @param values the words, for kinds that have them
 */
record CompletionRule(List<String> before, Kind kind, List<String> values) {
    /** What a word is. */
    enum Kind {
        /** One of some words. */
        WORD,
        /** Some of these words with commas between them. */
        LIST,
        /** A file of the host. */
        FILE,
        /** A folder of the host. */
        DIRECTORY
    }

    /** Operands; options are named. */
    private static final String ANY = "[^-].*";

    CompletionRule {
        before = List.copyOf(before);
        values = List.copyOf(values);
    }

    /** The rules of all commands, the first for the command itself. */
    static List<CompletionRule> all(Catalogue catalogue) {
        List<CompletionRule> rules = new ArrayList<>();
        rules.add(new CompletionRule(List.of(), Kind.WORD, catalogue.names()));
        catalogue.known().forEach(topic -> rules.addAll(of(topic, catalogue)));
        return rules;
    }

    private static List<CompletionRule> of(Topic topic, Catalogue catalogue) {
        Map<List<String>, Set<String>> words = new LinkedHashMap<>();
        Set<CompletionRule> others = new LinkedHashSet<>();
        for (List<Word> sequence :
                topic.usages().stream().flatMap(u -> u.sequences().stream()).toList()) {
            List<String> before = new ArrayList<>(List.of(topic.command()));
            for (Word word : sequence) {
                List<String> values = values(word, catalogue);
                Optional<Kind> kind = kind(word);
                if (kind.equals(Optional.of(Kind.WORD))) {
                    words.computeIfAbsent(List.copyOf(before), any -> new LinkedHashSet<>())
                            .addAll(values);
                } else {
                    kind.ifPresent(other -> others.add(new CompletionRule(before, other, values)));
                }
                before.add(word.kind() == Word.Kind.LITERAL ? String.join("|", values) : ANY);
            }
        }
        return Stream.concat(
                        words.entrySet().stream()
                                .map(e -> new CompletionRule(e.getKey(), Kind.WORD, List.copyOf(e.getValue()))),
                        others.stream())
                .toList();
    }

    private static Optional<Kind> kind(Word word) {
        return switch (word.kind()) {
            case LITERAL, VALUE, COMMAND, TOPIC -> Optional.of(Kind.WORD);
            case LIST -> Optional.of(Kind.LIST);
            case FILE -> Optional.of(Kind.FILE);
            case DIRECTORY -> Optional.of(Kind.DIRECTORY);
            case FREE -> Optional.empty();
        };
    }

    private static List<String> values(Word word, Catalogue catalogue) {
        return switch (word.kind()) {
            case COMMAND -> catalogue.known().stream().map(Topic::name).toList();
            case TOPIC -> HelpText.topics(catalogue);
            case LITERAL, VALUE, LIST, FILE, DIRECTORY, FREE -> word.values();
        };
    }
}

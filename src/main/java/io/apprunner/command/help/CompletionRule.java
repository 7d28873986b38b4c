// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.help;

import io.apprunner.command.Commands;
import io.apprunner.db.Flag;
import io.apprunner.db.Permission;
import io.apprunner.db.Unshare;
import io.apprunner.reserved.Component;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
    static List<CompletionRule> all() {
        List<CompletionRule> rules = new ArrayList<>();
        rules.add(new CompletionRule(List.of(), Kind.WORD, Commands.names()));
        HelpText.commands().forEach(topic -> rules.addAll(of(topic)));
        return rules;
    }

    private static List<CompletionRule> of(HelpTopic topic) {
        Map<List<String>, Set<String>> words = new LinkedHashMap<>();
        Set<CompletionRule> others = new LinkedHashSet<>();
        for (List<Usage.Word> sequence :
                topic.usages().stream().flatMap(u -> u.sequences().stream()).toList()) {
            List<String> before = new ArrayList<>(List.of(topic.command()));
            for (Usage.Word word : sequence) {
                List<String> values = values(word);
                if (!values.isEmpty() && !word.list()) {
                    words.computeIfAbsent(List.copyOf(before), any -> new LinkedHashSet<>())
                            .addAll(values);
                } else {
                    kind(word).forEach(kind -> others.add(new CompletionRule(before, kind, values)));
                }
                before.add(word.literals().isEmpty() ? ANY : String.join("|", word.literals()));
            }
        }
        return Stream.concat(
                        words.entrySet().stream()
                                .map(e -> new CompletionRule(e.getKey(), Kind.WORD, List.copyOf(e.getValue()))),
                        others.stream())
                .toList();
    }

    private static Stream<Kind> kind(Usage.Word word) {
        return switch (word.placeholder()) {
            case "file", "src" -> Stream.of(Kind.FILE);
            case "dir" -> Stream.of(Kind.DIRECTORY);
            default -> word.list() ? Stream.of(Kind.LIST) : Stream.empty();
        };
    }

    private static List<String> values(Usage.Word word) {
        return switch (word.placeholder()) {
            case "permission" -> flags(EnumSet.allOf(Permission.class));
            case "namespace" -> flags(EnumSet.allOf(Unshare.class));
            case "setting" ->
                Stream.concat(
                                Stream.of("all"),
                                Arrays.stream(Component.values()).map(Component::label))
                        .toList();
            case "topic" -> HelpText.topics();
            case "command" ->
                Commands.names().stream()
                        .map(name -> name.substring("fim-".length()))
                        .toList();
            default -> word.literals();
        };
    }

    private static List<String> flags(Collection<? extends Flag> flags) {
        return Stream.concat(Stream.of("all"), Flag.labels(flags).stream()).toList();
    }
}

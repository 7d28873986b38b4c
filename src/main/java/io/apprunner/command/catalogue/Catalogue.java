// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.catalogue;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.error.Nearest;
import java.util.List;
import java.util.Optional;

/**
 * All operations of the program.
 *
 * @param topics its commands, in the order of the help
 */
public record Catalogue(List<Topic> topics) {
    private static final String HELP = "--help";

    /** Keeps copies of the lists. */
    public Catalogue {
        topics = List.copyOf(topics);
    }

    /**
     * An operation that was found.
     *
     * @param topic the command that it belongs to
     * @param operation what to do
     * @param operands the rest of the command line
     */
    public record Match(Topic topic, Operation operation, List<String> operands) {}

    /** The operation that a command line names; nothing when it names none. */
    public Optional<Match> find(List<String> line) {
        if (line.isEmpty()) {
            return Optional.empty();
        }
        return command(line.getFirst()).flatMap(topic -> find(topic, line));
    }

    private Optional<Match> find(Topic topic, List<String> line) {
        Optional<Operation> named = topic.operation(line.subList(1, line.size()));
        return asksForHelp(topic, named, line)
                ? find(List.of("fim-help", topic.name()))
                : named.map(found -> new Match(topic, found, line.subList(found.length(), line.size())));
    }

    /** Words that are another program's ask that one. */
    private static boolean asksForHelp(Topic topic, Optional<Operation> named, List<String> line) {
        List<String> words = line.subList(named.map(Operation::length).orElse(1), line.size());
        boolean passes = named.filter(operation -> operation.has(Operation.Trait.PASSES_WORDS))
                .isPresent();
        return topic.isForUsers()
                && words.stream()
                        .limit(passes ? 1 : words.size())
                        .takeWhile(word -> !word.equals("--"))
                        .anyMatch(HELP::equals);
    }

    /**
     * The operation that a command line names.
     *
     * @throws AppRunnerException when it names none; the message says what is wrong with it
     */
    public Match named(List<String> line) {
        return find(line).orElseThrow(() -> wrong(line));
    }

    /** The commands that users know, in the order of the help. */
    public List<Topic> known() {
        return topics.stream().filter(Topic::isForUsers).toList();
    }

    /** Their names. */
    public List<String> names() {
        return known().stream().map(Topic::command).toList();
    }

    private Optional<Topic> command(String name) {
        return topics.stream().filter(topic -> topic.command().equals(name)).findFirst();
    }

    private AppRunnerException wrong(List<String> line) {
        String name = line.getFirst();
        return command(name)
                .map(topic -> line.size() == 1
                        ? Refusal.of(topic.name(), topic.missing())
                        : Refusal.of(
                                topic.name(), "Invalid " + topic.name() + " operation", line.get(1), topic.words()))
                .orElseGet(() -> new AppRunnerException(
                        ErrorCode.USAGE,
                        "there is no command " + name,
                        Nearest.question(name, names()) + "commands: " + String.join(", ", names())));
    }
}

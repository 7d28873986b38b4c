// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.catalogue;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * All operations of the program.
 *
 * @param topics its commands, in the order of the help
 */
public record Catalogue(List<Topic> topics) {
    private static final int MAX_DISTANCE = 3;

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
        return command(line.getFirst())
                .flatMap(topic -> topic.operation(line.subList(1, line.size()))
                        .map(found -> new Match(topic, found, line.subList(found.length(), line.size()))));
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
                .map(topic -> Refusal.of(
                        topic.name(), line.size() == 1 ? topic.missing() : "Invalid " + topic.name() + " operation"))
                .orElseGet(() -> new AppRunnerException(
                        ErrorCode.USAGE,
                        "there is no command " + name,
                        nearest(name) + "commands: " + String.join(", ", names())));
    }

    /** A question that names the command with the nearest name; empty when none is near. */
    private String nearest(String name) {
        return names().stream()
                .min(Comparator.comparingInt(known -> Distance.between(name, known)))
                .filter(known -> Distance.between(name, known) <= MAX_DISTANCE)
                .map(known -> "did you mean " + known + "? ")
                .orElse("");
    }
}

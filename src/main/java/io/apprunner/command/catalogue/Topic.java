// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A command with its operations and its help.
 *
 * @param command its name, such as {@code fim-perms}
 * @param purpose what it is for, in a few words
 * @param summary the same for the list of all commands; lines break where it has line feeds
 * @param sections its operations
 * @param notes what else is to be known; lines break where they have line feeds
 * @param examples command lines
 * @param missing the message when no operation is named
 * @param isForUsers whether help mentions it
 */
public record Topic(
        String command,
        String purpose,
        String summary,
        List<Section> sections,
        List<String> notes,
        List<String> examples,
        String missing,
        boolean isForUsers) {
    private static final String PREFIX = "fim-";

    /** Keeps copies of the lists. */
    public Topic {
        sections = List.copyOf(sections);
        notes = List.copyOf(notes);
        examples = List.copyOf(examples);
    }

    /** A command. */
    public static Topic of(String name, String purpose, Section... sections) {
        return new Topic(PREFIX + name, purpose, purpose, List.of(sections), List.of(), List.of(), "", true);
    }

    /** A command that is for the build and its tests. */
    public static Topic internal(String name, Operation operation) {
        return new Topic(PREFIX + name, "", "", List.of(Section.of(operation)), List.of(), List.of(), "", false);
    }

    /** With another text in the list of commands. */
    public Topic summary(String text) {
        return new Topic(command, purpose, text, sections, notes, examples, missing, isForUsers);
    }

    /** With the message for command lines that name no operation. */
    public Topic missing(String message) {
        return new Topic(command, purpose, summary, sections, notes, examples, message, isForUsers);
    }

    /** With notes. */
    public Topic notes(String... texts) {
        return new Topic(command, purpose, summary, sections, List.of(texts), examples, missing, isForUsers);
    }

    /** With command lines that show how it is used. */
    public Topic examples(String... lines) {
        return new Topic(command, purpose, summary, sections, notes, List.of(lines), missing, isForUsers);
    }

    /** Its name as a topic of the help. */
    public String name() {
        return command.substring(PREFIX.length());
    }

    /** What helps when it was called in a wrong way. */
    public String hint() {
        return Refusal.hint(name());
    }

    /** Its operations in the order of the help. */
    public List<Operation> operations() {
        return sections.stream()
                .flatMap(section -> section.operations().stream())
                .toList();
    }

    /** The words of its operations. */
    public List<String> words() {
        return sections.stream().flatMap(section -> section.words().stream()).toList();
    }

    /** All ways to call it. */
    public List<Usage> usages() {
        List<Usage> usages = new ArrayList<>();
        sections.forEach(section -> usages.addAll(section.usages(command)));
        return usages;
    }

    /** The usages of one of its sections. */
    public List<Usage> usages(Section section) {
        return section.usages(command);
    }

    /** The operation that words name in upper or lower case; those of the operation's operands may follow. */
    Optional<Operation> operation(List<String> words) {
        Optional<String> word = words.stream().findFirst().map(first -> first.toLowerCase(Locale.ROOT));
        return operations().stream()
                .filter(operation ->
                        operation.word().isPresent() && operation.word().equals(word))
                .findFirst()
                .or(() -> operations().stream()
                        .filter(operation -> operation.word().isEmpty())
                        .findFirst());
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.help;

import io.apprunner.command.catalogue.Catalogue;
import io.apprunner.command.catalogue.Detail;
import io.apprunner.command.catalogue.Part;
import io.apprunner.command.catalogue.Section;
import io.apprunner.command.catalogue.Topic;
import io.apprunner.command.catalogue.Usage;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.error.Nearest;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What {@code fim-help} prints, at most 80 columns wide. */
final class HelpText {
    private static final String INTRODUCTION = """
            app-runner: a container in a single executable file

            Usage: app-runner [args...]                run the image's boot program
                   app-runner fim-<command> [args...]  run a command
                   app-runner fim-<command> --help     tell how to use it

            """;

    private HelpText() {}

    /** What the program can do. */
    static String general(Catalogue catalogue) {
        Lines lines = new Lines();
        catalogue.known().forEach(topic -> lines.add("  %-12s: ".formatted(topic.command()), topic.summary()));
        return INTRODUCTION + lines;
    }

    /**
     * The text of a topic: a command's name without its prefix, or that of the settings.
     *
     * @throws AppRunnerException when there is none
     */
    static String of(Catalogue catalogue, String name) {
        return name.equals(SettingsTopic.NAME) ? SettingsTopic.text() : of(topic(catalogue, name));
    }

    /**
     * The command of that name.
     *
     * @throws AppRunnerException when there is none
     */
    static Topic topic(Catalogue catalogue, String name) {
        return catalogue.known().stream()
                .filter(topic -> topic.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AppRunnerException(
                        ErrorCode.USAGE,
                        "Invalid argument for help command: " + name,
                        Nearest.question(name, topics(catalogue)) + "topics: " + String.join(", ", topics(catalogue))));
    }

    /** The names of all topics, in alphabetical order. */
    static List<String> topics(Catalogue catalogue) {
        return Stream.concat(catalogue.known().stream().map(Topic::name), Stream.of(SettingsTopic.NAME))
                .sorted()
                .toList();
    }

    private static String of(Topic topic) {
        Lines lines = new Lines();
        lines.add(topic.command() + " : ", topic.purpose());
        for (Section section : topic.sections()) {
            topic.usages(section).forEach(usage -> addUsage(lines, usage));
            int width = section.details().stream()
                    .mapToInt(detail -> detail.word().length())
                    .max()
                    .orElse(1);
            for (Detail detail : section.details()) {
                lines.add(
                        "  " + detail.word() + " ".repeat(width - detail.word().length()) + " : ", detail.meaning());
            }
        }
        topic.notes().forEach(note -> lines.add("Note: ", note));
        topic.examples().forEach(example -> lines.add("Example: ", example));
        return lines.toString();
    }

    /** Operands follow options on a line of their own when not all have room on one. */
    private static void addUsage(Lines lines, Usage usage) {
        String start = "Usage: " + usage.command() + " ";
        if (start.length() + usage.operands().length() <= Lines.WIDTH) {
            lines.add(start, usage.operands());
            return;
        }
        String operation = usage.parts().getFirst().shown() + " ";
        List<Part> rest = usage.parts().subList(1, usage.parts().size());
        lines.addWords(start + operation, shown(rest, Part::option));
        lines.addWords(" ".repeat(start.length() + operation.length()), shown(rest, part -> !part.option()));
    }

    private static List<String> shown(List<Part> parts, Predicate<Part> which) {
        return parts.stream().filter(which).map(Part::shown).toList();
    }
}

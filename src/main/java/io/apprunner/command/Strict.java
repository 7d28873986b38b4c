// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command;

import io.apprunner.command.catalogue.Catalogue.Match;
import io.apprunner.command.catalogue.Operation.Trait;
import io.apprunner.command.catalogue.Part;
import io.apprunner.command.catalogue.Refusal;
import io.apprunner.command.catalogue.Usage;
import io.apprunner.console.Console;
import io.apprunner.error.Failure;
import io.apprunner.error.Nearest;
import io.apprunner.text.RawPath;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** How every command line is parsed: words mean what they say, and failures are told in the project's way. */
final class Strict {
    private final CommandLine.IFactory factory;
    private final Console console;
    private final BooleanSupplier debug;

    /**
     * @param factory makes the command that is asked for
     * @param debug asked when something failed
     */
    Strict(CommandLine.IFactory factory, Console console, BooleanSupplier debug) {
        this.factory = factory;
        this.console = console;
        this.debug = debug;
    }

    /** Runs an operation; returns its exit status. */
    int execute(Match match) {
        CommandLine line = new CommandLine(command(match.operation().type()), factory);
        line.setCommandName(match.topic().command());
        line.registerConverter(Path.class, RawPath::of);
        line.setExpandAtFiles(false);
        line.setInterpolateVariables(false);
        line.setAbbreviatedOptionsAllowed(false);
        line.setUnmatchedOptionsArePositionalParams(true);
        // Where no options are, the words belong to somebody else, who may have his own "--".
        line.setStopAtPositional(match.operation().has(Trait.PASSES_WORDS)
                || line.getCommandSpec().options().isEmpty());
        line.setExecutionExceptionHandler((failure, any, result) -> console.failure(failure, debug.getAsBoolean()));
        line.setParameterExceptionHandler((failure, any) -> {
            console.error(
                    sentence(failure, match),
                    nearestOption(line, match) + match.topic().hint());
            return Failure.STATUS;
        });
        return line.execute(match.operands().toArray(String[]::new));
    }

    /** Made before its annotations are read: what it starts meanwhile has that time. */
    private Object command(Class<?> type) {
        try {
            return factory.create(type);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** A question about the first word that looks like an option and is none. */
    private static String nearestOption(CommandLine line, Match match) {
        Set<String> known = line.getCommandSpec().optionsMap().keySet();
        return match.operands().stream()
                .filter(word -> word.startsWith("--") && !known.contains(word))
                .findFirst()
                .map(word -> Nearest.question(word, known))
                .orElse("");
    }

    private static String sentence(ParameterException failure, Match match) {
        return switch (failure) {
            case UnmatchedArgumentException unmatched -> surplus(unmatched, match);
            case MissingParameterException missing
            when missing.getMissing().stream().noneMatch(CommandLine.Model.ArgSpec::isOption) ->
                orUsage(match.operation().missing(), match);
            default -> String.valueOf(failure.getMessage());
        };
    }

    private static String surplus(UnmatchedArgumentException failure, Match match) {
        return match.operation()
                .surplus()
                .map(sentence -> orUsage(sentence, match))
                .orElseGet(() -> Refusal.surplus(match.topic().command(), failure.getUnmatched()));
    }

    private static String orUsage(String sentence, Match match) {
        return sentence.isEmpty() ? "usage: " + usages(match) : sentence;
    }

    /** What must be there; JSON can always be asked for. */
    private static String usages(Match match) {
        String start = match.topic().command()
                + match.operation().word().map(word -> " " + word).orElse("");
        return match.operation().forms().stream()
                .map(form -> new Usage(
                        start,
                        form.stream().filter(part -> !part.equals(Part.JSON)).toList()))
                .map(usage -> (usage.command() + " " + usage.operands()).strip())
                .collect(Collectors.joining(", or "));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.apprunner.command.catalogue.Catalogue;
import io.apprunner.command.catalogue.Catalogue.Match;
import io.apprunner.command.catalogue.Operation;
import io.apprunner.command.catalogue.Operation.Trait;
import io.apprunner.command.catalogue.Part;
import io.apprunner.command.catalogue.Topic;
import io.apprunner.command.catalogue.Word;
import io.apprunner.error.AppRunnerException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** The catalogue and the classes of the commands know the same operations. */
class OperationsTest {
    private static final Catalogue CATALOGUE = Operations.catalogue();

    /** They print JSON in any case, or no more than a line that programs can use as it is. */
    private static final Set<String> LISTINGS = Set.of("list", "show", "list-files", "info", "diff", "verify");

    static List<Operation> operations() {
        return CATALOGUE.topics().stream()
                .flatMap(topic -> topic.operations().stream())
                .toList();
    }

    static List<Topic> topics() {
        return CATALOGUE.known();
    }

    @Test
    void everyCommandClassHasAnEntryAndEveryEntryAClassOfItsOwn() {
        Set<String> classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("io.apprunner").stream()
                        .filter(type -> type.isAnnotatedWith(Command.class))
                        .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
                        .map(JavaClass::getName)
                        .collect(Collectors.toSet());
        assertThat(operations().stream().map(operation -> operation.type().getName()))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(classes);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void theOptionsAndOperandsOfTheClassAreThoseOfTheEntry(Operation operation) {
        CommandSpec spec = new CommandLine(operation.type(), new WithoutBeans()).getCommandSpec();
        Set<String> options = operation.forms().stream()
                .flatMap(List::stream)
                .filter(Part::option)
                .map(part -> part.words().getFirst().values().getFirst())
                .collect(Collectors.toSet());
        Set<String> declared = spec.options().stream()
                .map(CommandLine.Model.OptionSpec::longestName)
                .collect(Collectors.toSet());
        assertThat(declared).isEqualTo(options);
        long operands = operation.forms().stream()
                .flatMap(form -> form.stream().filter(part -> !part.option()))
                .count();
        assertThat(spec.positionalParameters().isEmpty()).isEqualTo(operands == 0);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyListingHasAJsonForm(Operation operation) {
        CommandSpec spec = new CommandLine(operation.type(), new WithoutBeans()).getCommandSpec();
        if (operation.word().filter(LISTINGS::contains).isPresent()) {
            assertThat(spec.findOption("--json")).isNotNull();
            assertThat(operation.forms()).allMatch(form -> form.contains(Part.JSON));
        }
    }

    @ParameterizedTest
    @MethodSource("topics")
    void everyOperationHasHelpCompletionAndAManualSection(Topic topic) {
        String help = said("fim-help", topic.name());
        String manual = said("fim-help", "man", topic.name()).replace("\\-", "-");
        String completion = said("fim-help", "completion", "bash");
        assertThat(help).startsWith(topic.command() + " : " + topic.purpose());
        assertThat(manual).contains(".SH \"SYNOPSIS\"", ".B \"app-runner " + topic.command());
        assertThat(completion).contains(topic.command());
        for (Operation operation : topic.operations()) {
            operation.word().ifPresent(word -> {
                assertThat(help).containsPattern("Usage: " + topic.command() + "[^\n]*\\b" + word + "\\b");
                assertThat(manual).containsPattern("(?m)^<?([a-z|-]*\\|)?" + word + "\\b");
                assertThat(completion).containsPattern("'" + topic.command() + "' [^\n]*\\b" + word + "\\b");
            });
        }
    }

    @ParameterizedTest
    @MethodSource("topics")
    void everyOperationTellsHowToUseIt(Topic topic) {
        String help = said("fim-help", topic.name());
        assertThat(said(topic.command(), "--help")).isEqualTo(help);
        for (Operation operation : topic.operations()) {
            operation
                    .word()
                    .ifPresent(word ->
                            assertThat(said(topic.command(), word, "--help")).isEqualTo(help));
        }
    }

    @Test
    void wordsOfAnotherProgramAreItsOwn() {
        assertThat(CATALOGUE
                        .find(List.of("fim-exec", "ls", "--help"))
                        .orElseThrow()
                        .operands())
                .containsExactly("ls", "--help");
        assertThat(CATALOGUE
                        .find(List.of("fim-boot", "set", "ls", "--help"))
                        .orElseThrow()
                        .operands())
                .containsExactly("ls", "--help");
        assertThat(CATALOGUE
                        .find(List.of("fim-env", "add", "--", "--help"))
                        .orElseThrow()
                        .operands())
                .containsExactly("--", "--help");
    }

    @ParameterizedTest
    @CsvSource({
        "fim-exce,did you mean fim-exec?",
        "fim-perms lst,did you mean list?",
        "fim-layer extrat,did you mean extract?",
        "fim-perms frobnicate,see: fim-help perms"
    })
    void theNearestWordIsAskedFor(String line, String hint) {
        assertThatThrownBy(() -> CATALOGUE.named(List.of(line.split(" ", -1))))
                .isInstanceOfSatisfying(
                        AppRunnerException.class,
                        failure -> assertThat(failure.hint()).startsWith(hint));
    }

    @ParameterizedTest
    @MethodSource("topics")
    void anOperationIsFoundByItsWordsWhateverTheirCase(Topic topic) {
        for (Operation operation : topic.operations()) {
            List<String> line = Stream.concat(
                            Stream.of(topic.command()),
                            operation.word().map(word -> word.toUpperCase(java.util.Locale.ROOT)).stream())
                    .toList();
            assertThat(CATALOGUE.find(line).map(Match::operation)).contains(operation);
        }
        assertThat(CATALOGUE.find(List.of(topic.command().toUpperCase(java.util.Locale.ROOT))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"fim-perms set home", "fim-perms CLEAR", "fim-env add A=1", "fim-casefold on", "fim-reset all"})
    void operationsThatChangeTheImageAreKnown(String line) {
        assertThat(changesTheImage(line)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "fim-perms",
                "fim-perms list",
                "fim-boot SHOW",
                "fim-desktop dump icon x",
                "fim-desktop clean",
                "fim-exec set x",
                "fim-relocated /x fim-env add"
            })
    void othersDoNotChangeIt(String line) {
        assertThat(changesTheImage(line)).isFalse();
    }

    @Test
    void onlyTheDriverDoesWithoutQuarkus() {
        assertThat(operations().stream()
                        .filter(operation -> operation.has(Trait.BARE))
                        .map(Operation::word))
                .containsExactly(Optional.of("mount"));
    }

    @Test
    void wordsWithKnownValuesHaveThem() {
        assertThat(operations().stream()
                        .flatMap(operation -> operation.forms().stream())
                        .flatMap(List::stream)
                        .flatMap(part -> part.words().stream())
                        .filter(word -> List.of(Word.Kind.LITERAL, Word.Kind.VALUE, Word.Kind.LIST)
                                .contains(word.kind())))
                .isNotEmpty()
                .noneMatch(word -> word.values().isEmpty());
    }

    private static boolean changesTheImage(String line) {
        return CATALOGUE
                .find(Arrays.asList(line.split(" ", -1)))
                .filter(match -> match.operation().has(Trait.CHANGES_IMAGE))
                .isPresent();
    }

    private static String said(String... line) {
        Screen screen = new Screen();
        assertThat(screen.run(List.of(CATALOGUE), line)).isZero();
        return screen.output();
    }

    /** Makes no commands: only their model is wanted. */
    private static final class WithoutBeans implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) {
            throw new UnsupportedOperationException(type.getName());
        }
    }
}

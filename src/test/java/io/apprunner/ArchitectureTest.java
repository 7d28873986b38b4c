// SPDX-License-Identifier: Apache-2.0
package io.apprunner;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of docs/architecture.md; its table of packages is what is enforced. */
class ArchitectureTest {
    private static final String BASE = Rules.BASE;
    private static final Pattern ROW = Pattern.compile("^\\| `([a-z]+)` \\|[^|]*\\| ([^|]*) \\|$");
    private static final int MAX_LINES = 400;
    private static final int MAX_CLASSES = 16;

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(BASE);

    /** Classes that break the rules on purpose. */
    private static final JavaClasses VIOLATIONS = new ClassFileImporter().importPackages(BASE + ".violation");

    @Test
    void packagesDependOnlyOnThoseThatTheArchitecturePageAllows() throws IOException {
        Map<String, List<String>> allowed = allowedDependencies();
        assertThat(allowed).isNotEmpty();
        CLASSES.stream()
                .map(type -> type.getPackageName().substring(BASE.length()))
                .filter(name -> !name.isEmpty())
                .map(name -> name.split("\\.", -1)[1])
                .distinct()
                .forEach(name -> assertThat(allowed).containsKey(name));
        allowed.forEach((name, others) -> {
            String[] outside = allowed.keySet().stream()
                    .filter(other -> !other.equals(name) && !others.contains(other))
                    .map(other -> BASE + "." + other + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that(resideInAPackage(BASE + "." + name + ".."))
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(outside))
                    .check(CLASSES);
        });
    }

    static Stream<Arguments> rules() {
        return Stream.of(
                Arguments.of("no cycle among packages", Rules.NO_CYCLES),
                Arguments.of("only posix and zstd call native code", Rules.NATIVE_CODE),
                Arguments.of("only command knows picocli", Rules.PICOCLI),
                Arguments.of("only the console prints", Rules.PRINTING),
                Arguments.of("only Main ends the process", Rules.EXIT),
                Arguments.of("only posix makes system calls", Rules.SYSTEM_CALLS),
                Arguments.of("only text makes paths", Rules.PATHS),
                Arguments.of("only text makes texts of paths", Rules.PATH_TEXTS));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void everyClassKeepsTheRule(String name, ArchRule rule) {
        rule.check(CLASSES);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void aClassThatBreaksTheRuleIsSeen(String name, ArchRule rule) {
        assertThatThrownBy(() -> rule.check(VIOLATIONS))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("violation");
    }

    @Test
    void theLibrariesKnowNothingOfQuarkus() {
        Rules.NO_QUARKUS.check(CLASSES);
    }

    @Test
    void theLibrariesShowOnlyTypesOfTheJdkAndTheirOwn() {
        Rules.SIGNATURES.check(CLASSES);
        assertThatThrownBy(() -> Rules.signaturesOf(List.of("violation")).check(VIOLATIONS))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("First.show");
    }

    @Test
    void noPackageHasMoreThan16Classes() throws IOException {
        assertThat(crowded(Path.of("src/main/java"))).isEmpty();
    }

    @Test
    void aPackageWithMoreClassesIsSeen(@TempDir Path folder) throws IOException {
        for (int i = 0; i <= MAX_CLASSES; i++) {
            assertThat(crowded(folder)).isEmpty();
            Files.createFile(folder.resolve("Class" + i + ".java"));
        }
        Files.createFile(folder.resolve("package-info.java"));
        assertThat(crowded(folder)).containsExactly(folder);
    }

    private static List<Path> crowded(Path sources) throws IOException {
        Map<Path, Long> counts;
        try (Stream<Path> files = Files.walk(sources)) {
            counts = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java"))
                    .collect(Collectors.groupingBy(Path::getParent, Collectors.counting()));
        }
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() > MAX_CLASSES)
                .map(Map.Entry::getKey)
                .toList();
    }

    @Test
    void noSourceFileIsLongerThan400Lines() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                try (Stream<String> lines = Files.lines(file)) {
                    assertThat(lines.count()).as(file.toString()).isLessThanOrEqualTo(MAX_LINES);
                }
            }
        }
    }

    /** Rows of the table: package, purpose, the packages that it may use. */
    private static Map<String, List<String>> allowedDependencies() throws IOException {
        Map<String, List<String>> allowed = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("docs/architecture.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                allowed.put(
                        row.group(1),
                        List.of(row.group(2).replace("`", "").trim().split("[ ,]+", -1)));
            }
        }
        return allowed;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of docs/architecture.md; its table of packages is what is enforced. */
class ArchitectureTest {
    private static final String BASE = "io.apprunner";
    private static final Pattern ROW = Pattern.compile("^\\| `([a-z]+)` \\|[^|]*\\| ([^|]*) \\|$");
    private static final int MAX_LINES = 400;

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(BASE);

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

    @Test
    void onlyThePosixAndZstdPackagesCallNativeCode() {
        onlyIn(List.of("posix", "zstd"), "com.sun.jna..", "org.graalvm.nativeimage.c..", "com.github.luben..");
    }

    @Test
    void onlyTheCommandPackageKnowsPicocli() {
        onlyIn(List.of("command"), "picocli..");
    }

    @Test
    void theFormatLibrariesKnowNothingOfQuarkus() {
        noClasses()
                .that(resideInAnyPackage(
                        BASE + ".dwarfs..",
                        BASE + ".files..",
                        BASE + ".fuse..",
                        BASE + ".image..",
                        BASE + ".posix..",
                        BASE + ".reserved..",
                        BASE + ".subprocess..",
                        BASE + ".zstd.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.quarkus..", "jakarta..", "io.smallrye.."))
                .check(CLASSES);
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

    private static void onlyIn(List<String> packages, String... libraries) {
        DescribedPredicate<JavaClass> there = resideInAnyPackage(
                packages.stream().map(name -> BASE + "." + name + "..").toArray(String[]::new));
        noClasses()
                .that(DescribedPredicate.not(there))
                .should()
                .dependOnClassesThat(resideInAnyPackage(libraries))
                .check(CLASSES);
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

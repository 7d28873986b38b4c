// SPDX-License-Identifier: Apache-2.0
package io.apprunner;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.apprunner.posix.SystemCall;
import java.io.File;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.List;
import java.util.stream.Stream;

/** The rules of docs/architecture.md that hold for every class. */
final class Rules {
    static final String BASE = "io.apprunner";

    /** Libraries that others could use: their public signatures have types of the JDK and their own only. */
    private static final List<String> LIBRARIES =
            List.of("error", "text", "posix", "zstd", "files", "dwarfs", "fuse", "image", "reserved", "subprocess");

    /** Packages of the libraries that know nothing of Quarkus. */
    private static final List<String> PLAIN =
            List.of("dwarfs", "files", "fuse", "image", "posix", "reserved", "subprocess", "text", "zstd", "error");

    static final ArchRule NO_CYCLES = slices().matching(BASE + ".(**)").should().beFreeOfCycles();

    static final ArchRule NATIVE_CODE =
            onlyIn(List.of("posix", "zstd"), "com.sun.jna..", "org.graalvm.nativeimage.c..", "com.github.luben..");

    static final ArchRule PICOCLI = onlyIn(List.of("command"), "picocli..");

    static final ArchRule NO_QUARKUS = noClasses()
            .that(in(PLAIN))
            .should()
            .dependOnClassesThat(resideInAnyPackage("io.quarkus..", "jakarta..", "io.smallrye.."));

    static final ArchRule PRINTING = noClasses()
            .that(DescribedPredicate.not(in(List.of("console"))))
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(Throwable.class, "printStackTrace");

    static final ArchRule EXIT = noClasses()
            .that(DescribedPredicate.not(JavaClass.Predicates.type(Main.class)))
            .should()
            .callMethod(System.class, "exit", int.class);

    static final ArchRule SYSTEM_CALLS = noClasses()
            .that(DescribedPredicate.not(in(List.of("posix"))))
            .should()
            .dependOnClassesThat(JavaClass.Predicates.type(SystemCall.class));

    /** A test of posix itself, whose paths are its own. */
    private static final DescribedPredicate<JavaClass> CONTRACT = resideInAnyPackage(BASE + ".posix.contract..");

    static final ArchRule PATHS = noClasses()
            .that(DescribedPredicate.not(in(List.of("text")).or(CONTRACT)))
            .should()
            .callMethod(Path.class, "of", String.class, String[].class)
            .orShould()
            .callMethod(Path.class, "toString")
            .orShould()
            .callMethod(Path.class, "toFile")
            .orShould()
            .callMethod(Paths.class, "get", String.class, String[].class)
            .orShould()
            .callConstructor(File.class, String.class);

    static final ArchRule PATH_TEXTS = classes()
            .that(DescribedPredicate.not(in(List.of("text")).or(CONTRACT)))
            .should(new PathTextCondition());

    static final ArchRule SIGNATURES = signaturesOf(LIBRARIES);

    private Rules() {}

    /** The rule about public signatures for some packages. */
    static ArchRule signaturesOf(List<String> packages) {
        return classes().that(in(packages)).should(showOnlyTypesOfTheJdkAndTheirOwn());
    }

    private static ArchRule onlyIn(List<String> packages, String... libraries) {
        return noClasses()
                .that(DescribedPredicate.not(in(packages)))
                .should()
                .dependOnClassesThat(resideInAnyPackage(libraries));
    }

    private static DescribedPredicate<JavaClass> in(List<String> packages) {
        return resideInAnyPackage(
                packages.stream().map(name -> BASE + "." + name + "..").toArray(String[]::new));
    }

    private static ArchCondition<JavaClass> showOnlyTypesOfTheJdkAndTheirOwn() {
        return new ArchCondition<>("show only types of the JDK and their own") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!isVisible(type)) {
                    return;
                }
                type.getCodeUnits().stream()
                        .filter(unit -> unit.getModifiers().contains(JavaModifier.PUBLIC))
                        .forEach(unit -> foreign(unit)
                                .forEach(shown -> events.add(SimpleConditionEvent.violated(
                                        unit, unit.getFullName() + " shows " + shown.getName()))));
            }
        };
    }

    private static boolean isVisible(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(Rules::isVisible).orElse(true);
    }

    private static Stream<JavaClass> foreign(JavaCodeUnit unit) {
        return Stream.concat(unit.getRawParameterTypes().stream(), Stream.of(unit.getRawReturnType()))
                .map(JavaClass::getBaseComponentType)
                .filter(shown -> !shown.isPrimitive()
                        && !shown.getPackageName().startsWith("java.")
                        && !shown.getPackageName().startsWith(BASE));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The static program that tries what a guest is not to reach; its sources are in {@code src/test/c}. */
public final class Probe {
    private static final Pattern CALL = Pattern.compile("(?m)^    ([A-Z0-9_]+)\\((-?\\d+), (-?\\d+), -?\\d+\\)[,;]$");
    private static final Path CALLS = Path.of("src/main/java/io/apprunner/bwrap/seccomp/GuardedCall.java");
    private static final Path SOURCES = Path.of("integration-tests/src/test/c");

    private Probe() {}

    /** Makes the program in a folder. */
    public static Path compile(Path folder) {
        Path program = folder.resolve("probe");
        List<String> command = new ArrayList<>(List.of("gcc", "-static", "-O1", "-Wall", "-Wextra", "-Werror", "-o"));
        command.add(program.toString());
        try (Stream<Path> files = Files.list(Images.repository().resolve(SOURCES))) {
            files.filter(file -> file.toString().endsWith(".c"))
                    .sorted(Comparator.naturalOrder())
                    .forEach(file -> command.add(file.toString()));
            Process compiler = new ProcessBuilder(command).inheritIO().start();
            assertThat(compiler.waitFor()).as("status of the compiler").isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return program;
    }

    /** An argument for each system call of the filter's table, with its numbers for x86-64 and i386. */
    public static List<String> calls() {
        try {
            Matcher calls = CALL.matcher(Files.readString(Images.repository().resolve(CALLS)));
            return calls.results()
                    .map(call -> "call:%s=%s,%s".formatted(call.group(1).toLowerCase(), call.group(2), call.group(3)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the program printed: each row's name and whether it is open, with what was seen there. */
    public static Map<String, String> rows(String output) {
        Map<String, String> rows = new TreeMap<>();
        for (String line : output.lines().toList()) {
            String[] words = line.split(" ", 2);
            assertThat(words).as(line).hasSize(2);
            assertThat(rows.put(words[0], words[1])).as("two rows " + words[0]).isNull();
        }
        return rows;
    }

    /** Those of the rows that are open. */
    public static Map<String, String> open(Map<String, String> rows) {
        Map<String, String> open = new TreeMap<>(rows);
        open.values().removeIf(answer -> !answer.startsWith("open"));
        return open;
    }
}

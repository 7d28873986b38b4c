// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.overlay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A row of the table of POSIX cases.
 *
 * @param setup operations that make what there is before
 * @param operations of which the last one counts
 * @param expected 0 or names of errnos
 * @param state what must be true afterwards
 */
record PosixCase(String name, List<String> setup, List<String> operations, List<String> expected, List<String> state) {
    /** A directory that came from a layer is not renamed, and nothing is then changed. */
    static final String OTHER_DEVICE = "EXDEV";

    static List<PosixCase> all() {
        List<PosixCase> cases = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(Path.of("src/test/resources/union/posix-cases.txt"))) {
                if (!line.startsWith("#")) {
                    cases.add(of("case" + cases.size(), line));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return cases;
    }

    private static PosixCase of(String name, String line) {
        String[] columns = line.split("\\|", -1);
        List<String> expected = List.of(columns[2].trim().split("/", -1));
        List<String> state = columns.length > 3 ? words(columns[3]) : List.of();
        return new PosixCase(name, words(columns[0]), words(columns[1]), expected, state);
    }

    private static List<String> words(String column) {
        return Arrays.stream(column.split(";", -1))
                .map(String::trim)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    /** Makes in an empty folder what the case begins with. */
    void prepare(Path folder) {
        PosixScript script = new PosixScript(folder);
        for (String operation : setup) {
            String result = script.run(operation);
            if (!result.equals("0")) {
                throw new AssertionError(name + ": " + operation + ": " + result);
            }
        }
    }

    /** Runs the case; gives what is wrong, or nothing. */
    String run(Path folder, boolean isFromLayer) {
        PosixScript script = new PosixScript(folder);
        String result = "0";
        for (String operation : operations) {
            result = script.run(operation);
        }
        boolean isOtherDevice = result.equals(OTHER_DEVICE);
        if (!expected.contains(result) || (isOtherDevice && !isFromLayer)) {
            return name + " " + setup + " " + operations + ": " + result + " and not " + expected;
        }
        for (String fact : isOtherDevice ? List.<String>of() : state) {
            String found = script.check(fact);
            if (!found.isEmpty()) {
                return name + " " + setup + " " + operations + ": not \"" + fact + "\" but " + found;
            }
        }
        return "";
    }
}

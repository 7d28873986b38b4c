// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.layer;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;

/**
 * The words behind an operation whose output can be JSON. Options come before operands, but {@code --json} may come last
 * too.
 *
 * @param words without {@code --json}
 * @param json whether JSON is asked for
 */
public record Operands(List<String> words, boolean json) {
    private static final String JSON = "--json";

    /**
     * Checks the number of words.
     *
     * @param json whether the option stood before them
     * @param usage what should be there, for the error
     */
    static Operands of(List<String> words, boolean json, int count, String usage) {
        List<String> rest = new ArrayList<>(words);
        boolean isLast = !rest.isEmpty() && rest.getLast().equals(JSON);
        if (isLast) {
            rest.removeLast();
        }
        return new Operands(checked(rest, count, usage), json || isLast);
    }

    /** As above, for an operation that has no JSON. */
    static List<String> checked(List<String> words, int count, String usage) {
        if (words.size() != count) {
            throw new AppRunnerException(ErrorCode.USAGE, "usage: fim-layer " + usage, "see: fim-help layer");
        }
        return List.copyOf(words);
    }
}

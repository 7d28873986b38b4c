// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import java.util.List;
import java.util.Locale;

/**
 * The words of a command that names an operation first.
 *
 * @param command the command's name, such as {@code fim-perms}
 * @param all what follows it
 */
public record Words(String command, List<String> all) {
    private static final String JSON = "--json";

    public Words {
        all = List.copyOf(all);
    }

    /** The operation in lower case; without one the command line is wrong. */
    String operation(String missing) {
        if (all.isEmpty()) {
            throw wrong(missing);
        }
        return all.getFirst().toLowerCase(Locale.ROOT);
    }

    /** The operation in upper case, as messages have it. */
    String upper() {
        return all.getFirst().toUpperCase(Locale.ROOT);
    }

    /** What follows the operation. */
    List<String> operands() {
        return all.subList(1, all.size());
    }

    /** The one operand. */
    String only(String missing) {
        if (operands().isEmpty()) {
            throw wrong(missing);
        }
        noneAfter(1);
        return operands().getFirst();
    }

    /** Whether a listing is wanted as JSON; other operands are refused. */
    boolean json() {
        boolean json = operands().equals(List.of(JSON));
        noneAfter(json ? 1 : 0);
        return json;
    }

    /** Refuses operands after so many. */
    void noneAfter(int count) {
        if (operands().size() > count) {
            StringBuilder list = new StringBuilder();
            operands()
                    .subList(count, operands().size())
                    .forEach(word -> list.append('\'').append(word).append("',"));
            throw wrong("Trailing arguments for " + command + ": [" + list + "]");
        }
    }

    /** That the command line is wrong. */
    AppRunnerException wrong(String message) {
        return new AppRunnerException(ErrorCode.USAGE, message, "see: fim-help " + command.substring("fim-".length()));
    }
}

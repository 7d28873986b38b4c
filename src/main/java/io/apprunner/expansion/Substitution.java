// SPDX-License-Identifier: Apache-2.0
package io.apprunner.expansion;

import java.time.Duration;
import java.util.Map;

/** Evaluates the commands of command substitutions, {@code $(…)} and {@code `…`}. */
@FunctionalInterface
public interface Substitution {
    /**
     * Runs a command.
     *
     * @param command a command of the shell
     * @param variables its environment
     * @param limit how long it may run
     * @return what it writes to standard output, whatever its exit status
     * @throws io.apprunner.error.AppRunnerException when it cannot be run, runs too long or writes too much
     */
    String evaluate(String command, Map<String, String> variables, Duration limit);
}

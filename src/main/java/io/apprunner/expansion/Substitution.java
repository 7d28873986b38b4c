// SPDX-License-Identifier: Apache-2.0
package io.apprunner.expansion;

import java.util.List;
import java.util.Map;

/** Evaluates the commands of command substitutions, {@code $(…)} and {@code `…`}. */
@FunctionalInterface
public interface Substitution {
    /**
     * Runs commands, one after the other.
     *
     * @param commands commands of the shell; not empty
     * @param variables their environment
     * @return what each of them writes to standard output, whatever its exit status
     * @throws io.apprunner.error.AppRunnerException when one cannot be run, runs too long or writes too much
     */
    List<String> evaluate(List<String> commands, Map<String, String> variables);
}

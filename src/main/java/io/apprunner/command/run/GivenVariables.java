// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.run;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Variables that a command line gives to a guest, each {@code NAME=value}, or {@code NAME} for the host's value. */
final class GivenVariables {
    private GivenVariables() {}

    /**
     * The variables by name. Of words with the same name the last one counts; a name that the host does not have gives
     * nothing.
     *
     * @param words as they were given
     * @param environment the host's environment
     * @throws AppRunnerException when a word has no name
     */
    static Map<String, String> of(List<String> words, Map<String, String> environment) {
        Map<String, String> result = new TreeMap<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            if (name.isEmpty()) {
                throw new AppRunnerException(
                        ErrorCode.USAGE,
                        "'" + word + "' is no variable for --env",
                        "write NAME=value, or NAME to pass on the value that it has here");
            }
            if (equals >= 0) {
                result.put(name, word.substring(equals + 1));
            } else if (environment.containsKey(name)) {
                result.put(name, environment.get(name));
            }
        }
        return result;
    }
}

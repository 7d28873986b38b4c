// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.catalogue;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.error.Nearest;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** What is told about a command line that is wrong. */
public final class Refusal {
    private Refusal() {}

    /**
     * A failure with the advice to read the help.
     *
     * @param topic of the help
     * @param sentence what is wrong, without a full stop
     */
    public static AppRunnerException of(String topic, String sentence) {
        return new AppRunnerException(ErrorCode.USAGE, sentence, hint(topic));
    }

    /**
     * As above, for a word that is none of those that are known; the nearest of them is asked for.
     *
     * @param word what was given
     */
    public static AppRunnerException of(String topic, String sentence, String word, Collection<String> known) {
        return new AppRunnerException(ErrorCode.USAGE, sentence, Nearest.question(word, known) + hint(topic));
    }

    /** What is said about operands that nobody takes. */
    public static String surplus(String command, List<String> operands) {
        return operands.stream()
                .map(word -> "'" + word + "',")
                .collect(Collectors.joining("", "Trailing arguments for " + command + ": [", "]"));
    }

    static String hint(String topic) {
        return "see: fim-help " + topic;
    }
}

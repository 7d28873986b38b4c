// SPDX-License-Identifier: Apache-2.0
package io.apprunner.error;

import java.io.PrintStream;

/** Turns an exception into what the user reads. */
public final class Failure {
    /** Exit status of every failure of our own. */
    public static final int STATUS = 125;

    private Failure() {}

    /**
     * Prints one line that says what failed and, where there is advice, one with it; the stack trace only on request.
     *
     * @param debug whether FIM_DEBUG asks for the stack trace
     * @return {@link #STATUS}
     */
    public static int report(Throwable failure, PrintStream err, boolean debug) {
        err.println("app-runner: " + sentence(failure));
        if (failure instanceof AppRunnerException known && !known.hint().isEmpty()) {
            err.println("  " + known.hint());
        }
        if (debug) {
            failure.printStackTrace(err);
        }
        err.flush();
        return STATUS;
    }

    private static String sentence(Throwable failure) {
        String message = failure.getMessage();
        String text = failure instanceof AppRunnerException && message != null
                ? message
                : "internal error: " + failure + " (FIM_DEBUG=1 shows where)";
        return printable(text);
    }

    /** The text with its control characters spelt out; those of file names must not reach a terminal. */
    public static String printable(String text) {
        StringBuilder result = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (Character.isISOControl(c)) {
                result.append("\\x%02x".formatted(c));
            } else {
                result.appendCodePoint(c);
            }
        });
        return result.toString();
    }
}

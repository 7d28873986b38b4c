// SPDX-License-Identifier: Apache-2.0
package io.apprunner.error;

/** Turns an exception into what the user reads. */
public final class Failure {
    /** Exit status of every failure of our own. */
    public static final int STATUS = 125;

    private Failure() {}

    /** What the user is told about it, not yet made {@link #printable}. */
    public static String sentence(Throwable failure) {
        String message = failure.getMessage();
        return failure instanceof AppRunnerException && message != null
                ? message
                : "internal error: " + failure + " (FIM_DEBUG=1 shows where)";
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

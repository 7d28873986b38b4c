// SPDX-License-Identifier: Apache-2.0
package io.apprunner.error;

/** Turns an exception into what the user reads. */
public final class Failure {
    /** What the user can do when the system gives no more processes or threads. */
    public static final String PROCESS_LIMIT =
            "a limit of processes is reached: end some, or raise it (ulimit -u, or that of the container)";

    /** What the user can do when no more files can be opened. */
    public static final String FILE_LIMIT = "a limit of open files is reached: raise it (ulimit -n)";

    /** Exit status of every failure of our own. */
    public static final int STATUS = 125;

    /** A part of the message of the error with which the Java runtime says that it has got no thread. */
    private static final String THREAD = "native thread";

    private Failure() {}

    /** What the user is told about it, not yet made {@link #printable}. */
    public static String sentence(Throwable failure) {
        String message = failure.getMessage() == null ? "" : failure.getMessage();
        return switch (failure) {
            case AppRunnerException known -> message;
            case OutOfMemoryError error
            when message.contains(THREAD) -> "the system gives this program no more threads";
            case OutOfMemoryError error -> "this program has no memory left";
            default -> "internal error: " + failure + " (FIM_DEBUG=1 shows where)";
        };
    }

    /** What the user can do about it, or the empty string. */
    public static String hint(Throwable failure) {
        String message = failure.getMessage() == null ? "" : failure.getMessage();
        return switch (failure) {
            case AppRunnerException known -> known.hint();
            case OutOfMemoryError error when message.contains(THREAD) -> PROCESS_LIMIT;
            default -> "";
        };
    }

    /** Whether nobody has foreseen it, so that only the place where it was made explains it. */
    public static boolean isInternal(Throwable failure) {
        return !(failure instanceof AppRunnerException || failure instanceof OutOfMemoryError);
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

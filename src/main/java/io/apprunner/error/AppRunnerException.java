// SPDX-License-Identifier: Apache-2.0
package io.apprunner.error;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A failure that the user is told about: a code, one sentence, and a hint of what to do. */
public class AppRunnerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final String hint;

    /**
     * @param message one sentence without a full stop; it names the thing that failed
     * @param hint what the user can do, or the empty string
     */
    public AppRunnerException(ErrorCode code, String message, String hint) {
        this(code, message, hint, null);
    }

    /**
     * As above, with the exception that led to this one. Where that tells of a {@link WriteObstacle}, its advice takes
     * the place of {@code hint}: what helps depends on the cause, not on what was being done.
     */
    public AppRunnerException(ErrorCode code, String message, String hint, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.hint = cause instanceof IOException failure
                ? WriteObstacle.of(failure).map(WriteObstacle::hint).orElse(hint)
                : hint;
    }

    /** The kind of failure. */
    public ErrorCode code() {
        return code;
    }

    /** What the user can do; empty when there is no good advice. */
    public String hint() {
        return hint;
    }

    /**
     * The same failure with what it happened in, as each level adds what it was doing.
     *
     * @param context such as {@code cannot mount layer 2}
     * @return an exception with the same code and hint, whose message is {@code cannot mount layer 2: ...}
     */
    public AppRunnerException within(String context) {
        return new AppRunnerException(code, context + ": " + getMessage(), hint, this);
    }
}

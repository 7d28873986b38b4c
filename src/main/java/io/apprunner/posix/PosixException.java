// SPDX-License-Identifier: Apache-2.0
package io.apprunner.posix;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.error.Failure;
import io.apprunner.error.WriteObstacle;

/** A failed system call. */
public final class PosixException extends AppRunnerException {
    private static final long serialVersionUID = 1L;

    private final int errno;

    private PosixException(int errno, String message, String hint) {
        super(
                errno == Constants.EPERM || errno == Constants.EACCES ? ErrorCode.PERMISSION : ErrorCode.IO,
                message,
                hint);
        this.errno = errno;
    }

    /**
     * Gives back a result that is not negative.
     *
     * @param result what a method of {@link Posix} returned
     * @param action what was tried, such as {@code open /dev/fuse}
     * @param hint what the user can do when it failed, or the empty string; a {@link WriteObstacle} and a limit of
     *     files have their own
     * @throws PosixException when the result is a negated errno
     */
    public static long check(long result, String action, String hint) {
        if (result < 0) {
            int errno = (int) -result;
            String advice = WriteObstacle.of(errno)
                    .map(WriteObstacle::hint)
                    .orElse(errno == Constants.EMFILE ? Failure.FILE_LIMIT : hint);
            throw new PosixException(errno, "cannot " + action + ": " + text(errno), advice);
        }
        return result;
    }

    /** {@link #check(long, String, String)} without a hint. */
    public static long check(long result, String action) {
        return check(result, action, "");
    }

    /**
     * Gives back the process that was started.
     *
     * @param process what a method of {@link Posix} that starts one returned
     * @param name what was started, in the message
     * @throws PosixException when the result is a negated errno
     */
    public static int started(int process, String name) {
        return (int) check(process, "start " + name, startHint(-process));
    }

    /** What the user can do when a process could not be started, or the empty string. */
    public static String startHint(int errno) {
        return switch (errno) {
            case Constants.EAGAIN -> Failure.PROCESS_LIMIT;
            case Constants.EMFILE -> Failure.FILE_LIMIT;
            default -> "";
        };
    }

    /** What an errno means, in the words of {@link WriteObstacle} or those of the C library. */
    public static String text(int errno) {
        return WriteObstacle.of(errno)
                .map(WriteObstacle::sentence)
                .orElseGet(() -> Posix.get().errorText(errno));
    }

    /** The errno, positive. */
    public int errno() {
        return errno;
    }
}

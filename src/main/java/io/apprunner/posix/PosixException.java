// SPDX-License-Identifier: Apache-2.0
package io.apprunner.posix;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import java.util.Map;

/** A failed system call. */
public final class PosixException extends AppRunnerException {
    private static final long serialVersionUID = 1L;

    private static final Map<Integer, String> TEXTS = Map.ofEntries(
            Map.entry(1, "Operation not permitted"),
            Map.entry(Constants.ENOENT, "No such file or directory"),
            Map.entry(Constants.EIO, "Input/output error"),
            Map.entry(12, "Cannot allocate memory"),
            Map.entry(Constants.EACCES, "Permission denied"),
            Map.entry(Constants.EBUSY, "Device or resource busy"),
            Map.entry(17, "File exists"),
            Map.entry(Constants.ENODEV, "No such device"),
            Map.entry(Constants.ENOTDIR, "Not a directory"),
            Map.entry(Constants.EINVAL, "Invalid argument"),
            Map.entry(24, "Too many open files"),
            Map.entry(Constants.ETXTBSY, "Text file busy"),
            Map.entry(28, "No space left on device"),
            Map.entry(Constants.EROFS, "Read-only file system"),
            Map.entry(Constants.ENOSYS, "Function not implemented"));

    private final int errno;

    private PosixException(int errno, String message, String hint) {
        super(errno == 1 || errno == Constants.EACCES ? ErrorCode.PERMISSION : ErrorCode.IO, message, hint);
        this.errno = errno;
    }

    /**
     * Gives back a result that is not negative.
     *
     * @param result what a method of {@link Posix} returned
     * @param action what was tried, such as {@code open /dev/fuse}
     * @param hint what the user can do when it failed, or the empty string
     * @throws PosixException when the result is a negated errno
     */
    public static long check(long result, String action, String hint) {
        if (result < 0) {
            int errno = (int) -result;
            throw new PosixException(errno, "cannot " + action + ": " + text(errno), hint);
        }
        return result;
    }

    /** {@link #check(long, String, String)} without a hint. */
    public static long check(long result, String action) {
        return check(result, action, "");
    }

    /** The sentence for an errno, as strerror(3) has it for the common ones. */
    public static String text(int errno) {
        return TEXTS.getOrDefault(errno, "error " + errno);
    }

    /** The errno, positive. */
    public int errno() {
        return errno;
    }
}

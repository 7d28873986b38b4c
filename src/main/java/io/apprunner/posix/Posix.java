// SPDX-License-Identifier: Apache-2.0
package io.apprunner.posix;

/**
 * System calls of Linux, by subject. Methods return a value &gt;= 0, or the negated errno, which
 * {@link PosixException#check} turns into an exception; or they throw it themselves. All methods are safe for use by
 * several threads.
 */
public interface Posix extends FileCalls, ProcessCalls, MountCalls {
    /** The implementation for this kind of process; the choice is made when the native image is built. */
    static Posix get() {
        return NativeImage.IS_NATIVE ? LinkedPosix.INSTANCE : JnaPosix.INSTANCE;
    }

    /** The sentence of strerror(3) for an errno; one that the C library does not know gives its number. */
    String errorText(int errno);

    /**
     * Marks every descriptor from {@code first} on as closed when this process executes another program.
     *
     * @throws io.apprunner.error.AppRunnerException when that is not possible
     */
    default void closeAllOnExec(int first) {
        new DescriptorTable(this).closeOnExec(first);
    }

    /**
     * Opens the null device as those of standard input, output and error that are closed, so that no other file takes
     * their place. To be called before anything is opened.
     */
    default void fillStandardDescriptors() {
        new DescriptorTable(this).fillStandard();
    }
}

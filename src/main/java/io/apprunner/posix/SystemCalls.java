// SPDX-License-Identifier: Apache-2.0
package io.apprunner.posix;

/** The one primitive of this package: a system call of Linux. All methods are safe for use by several threads. */
public interface SystemCalls {
    /**
     * Makes one system call with up to six arguments.
     *
     * @return the call's result, or the negated errno
     */
    long call(SystemCall call, long a, long b, long c, long d, long e, long f);

    /** {@link #call(SystemCall, long, long, long, long, long, long)} with three arguments. */
    default long call(SystemCall call, long a, long b, long c) {
        return call(call, a, b, c, 0, 0, 0);
    }
}

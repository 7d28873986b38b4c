// SPDX-License-Identifier: Apache-2.0
package io.apprunner.fuse;

/** A request that fails with an errno; it has no stack trace, because it is an answer and no fault. */
public final class FuseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int errno;

    /** @param errno positive */
    public FuseException(int errno) {
        super("errno " + errno, null, false, false);
        this.errno = errno;
    }

    /**
     * Gives back a result that is not negative.
     *
     * @throws FuseException when it is a negated errno
     */
    public static long check(long result) {
        if (result < 0) {
            throw new FuseException((int) -result);
        }
        return result;
    }

    /** The errno, positive. */
    public int errno() {
        return errno;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.posix;

/** Open files by their numbers. */
public final class Descriptor {
    private Descriptor() {}

    /** The path that leads to an open file of the process that uses the path; needs /proc. */
    public static String path(int number) {
        return "/proc/self/fd/" + number;
    }
}

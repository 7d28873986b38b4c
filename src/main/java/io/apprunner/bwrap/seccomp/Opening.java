// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap.seccomp;

/** What opens a part of the filter. */
public enum Opening {
    /** Debuggers and profilers: the guest's programs may look into each other. */
    DEBUG,
    /** Sandboxes and containers inside the guest. */
    NESTED,
    /** 32-bit programs. */
    MULTIARCH,
    /** Another root folder; for a guest that is root. */
    CHROOT
}

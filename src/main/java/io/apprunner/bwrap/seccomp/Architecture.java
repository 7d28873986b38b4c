// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap.seccomp;

import java.util.Optional;

/** What the filter knows of the kernel's interfaces; each has its own numbers of system calls. */
public enum Architecture {
    /** 64-bit calls of a PC's processor. */
    X86_64(0xC000_003E),
    /** 32-bit calls of the same processor; any 64-bit program can make them with {@code int 0x80}. */
    I386(0x4000_0003),
    /** 64-bit calls of an ARM processor. */
    AARCH64(0xC000_00B7);

    /** The highest number that this table was made with, {@code file_setattr} of Linux 6.17; the same for all. */
    static final int LAST_CALL = 469;

    private final int auditNumber;

    Architecture(int auditNumber) {
        this.auditNumber = auditNumber;
    }

    /** How the kernel names it to a filter: {@code AUDIT_ARCH_*} of {@code linux/audit.h}. */
    int auditNumber() {
        return auditNumber;
    }

    /** The 32-bit interface that programs of this one can use too. */
    Optional<Architecture> compatible() {
        return this == X86_64 ? Optional.of(I386) : Optional.empty();
    }
}

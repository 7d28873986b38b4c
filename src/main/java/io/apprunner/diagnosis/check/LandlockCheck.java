// SPDX-License-Identifier: Apache-2.0
package io.apprunner.diagnosis.check;

import io.apprunner.posix.Posix;

/** Landlock's scopes, which keep a guest that has the network from the host's sockets without a file. */
public record LandlockCheck(Posix posix) implements HostCheck {
    /** The version that has scopes. */
    private static final int SCOPES = 6;

    private static final String SUBJECT = "landlock";

    /** Whether the kernel has scopes. */
    public static boolean hasScopes(Posix posix) {
        return posix.landlockVersion() >= SCOPES;
    }

    @Override
    public Finding run() {
        int version = posix.landlockVersion();
        if (version >= SCOPES) {
            return Finding.works(SUBJECT, "version " + version);
        }
        return Finding.weaker(
                SUBJECT,
                version < 0 ? "this kernel has it not, or it is off" : "version " + version + " has no scopes",
                "guests with permission network reach the host's sockets without a file; Linux 6.12 closes them"
                        + " (with landlock in the kernel's option lsm=)");
    }
}

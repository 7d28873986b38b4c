// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap;

import io.apprunner.bwrap.seccomp.Filter;
import io.apprunner.config.HostUser;
import java.util.List;

/**
 * One guest: who its user is, what it may see, and what it is told.
 *
 * @param user the user inside
 * @param shell the path of its login shell inside
 * @param sandbox what it may see
 * @param filter the system calls that it is refused
 * @param environment its environment, each entry {@code NAME=value}
 */
public record GuestProfile(HostUser user, String shell, GuestSandbox sandbox, Filter filter, List<String> environment) {
    /** Makes the list unmodifiable. */
    public GuestProfile {
        environment = List.copyOf(environment);
    }

    /** The line of /etc/passwd for its user. */
    public String passwdLine() {
        return user.passwdLine(shell);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap;

import io.apprunner.bwrap.seccomp.Filter;
import io.apprunner.config.HostUser;
import java.util.List;
import java.util.Optional;

/**
 * One guest: who its user is, what it may see, and what it is told.
 *
 * @param user the user inside
 * @param shell the path of its login shell inside
 * @param sandbox what it may see
 * @param filter the system calls that it is refused
 * @param environment its environment, each entry {@code NAME=value}
 * @param files the contents of files that are made for it, by their numbers
 * @param abstractSockets whether it may reach sockets of the host that have no file, which nothing but the network is
 *     needed for
 * @param inherited the names of those variables that it has of the host as they are there
 */
public record GuestProfile(
        HostUser user,
        String shell,
        GuestSandbox sandbox,
        Filter filter,
        List<String> environment,
        List<String> files,
        boolean abstractSockets,
        List<String> inherited) {
    /** Makes the lists unmodifiable. */
    public GuestProfile {
        environment = List.copyOf(environment);
        files = List.copyOf(files);
        inherited = List.copyOf(inherited);
    }

    /** The line of /etc/passwd for its user. */
    public String passwdLine() {
        return user.passwdLine(shell);
    }

    /** The value of one of its variables. */
    public Optional<String> variable(String name) {
        return environment.stream()
                .filter(entry -> entry.startsWith(name + "="))
                .map(entry -> entry.substring(name.length() + 1))
                .findFirst();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.subprocess;

import java.util.Arrays;
import java.util.Optional;

/** The roles in which this program starts itself again, without Quarkus. Their names are for its own use. */
public enum Role {
    /** The process that the user sees: it starts the outer sandbox and waits. */
    FRONT("fim-front"),
    /** The process of an instance that mounts the layers and waits for the guest. */
    SUPERVISE("fim-supervise"),
    /** The process that serves a layer which is mounted for the host to see. */
    MOUNT("fim-mount"),
    /** The step from root to nobody before a stored command is evaluated. */
    DEMOTE("fim-demote");

    private final String word;

    Role(String word) {
        this.word = word;
    }

    /** The first argument of a process that has this role. */
    public String word() {
        return word;
    }

    /** The role that a command line asks for. */
    public static Optional<Role> of(String[] arguments) {
        return Arrays.stream(values())
                .filter(role -> arguments.length > 0 && role.word.equals(arguments[0]))
                .findFirst();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap;

import java.util.ArrayList;
import java.util.List;

/**
 * bubblewrap's arguments for the outer sandbox: a mount namespace (and, for ordinary users, a user namespace that owns
 * it) that shows the host as it is. What is mounted inside is invisible outside, and the kernel removes it when the
 * last process inside has ended. The command is the first process of a pid namespace, so that the kernel ends all
 * others when it ends.
 */
public final class MountNamespace {
    private MountNamespace() {}

    /** The argument list where the user's own id is the only one in the user namespace. */
    public static List<String> arguments(boolean userNamespace, List<String> command) {
        return arguments(userNamespace, List.of(), command);
    }

    /**
     * The argument list, the program's name first.
     *
     * @param userNamespace whether a user namespace is needed; root needs none
     * @param idMapping options with which somebody else maps the user namespace's ids; without any the user's own id is
     *     0 inside
     * @param command what runs inside, with the right to mount
     */
    public static List<String> arguments(boolean userNamespace, List<String> idMapping, List<String> command) {
        List<String> arguments = new ArrayList<>();
        arguments.add("bwrap");
        if (userNamespace) {
            arguments.addAll(List.of("--unshare-user", "--uid", "0", "--gid", "0"));
            arguments.addAll(idMapping);
        }
        arguments.addAll(List.of("--unshare-pid", "--as-pid-1", "--cap-add", "ALL", "--dev-bind", "/", "/", "--"));
        arguments.addAll(command);
        return List.copyOf(arguments);
    }
}

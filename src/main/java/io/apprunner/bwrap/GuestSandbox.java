// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the guest's sandbox is made of.
 *
 * @param layers mount points of the layers, the lowest first
 * @param upper the upper dir of the overlay
 * @param work its work dir, on the same file system
 * @param userNamespace whether the sandbox needs a user namespace of its own; root needs none
 * @param userId the user id inside
 * @param groupId the group id inside
 * @param home the user's home folder inside; it is made when it is missing
 * @param runtime {@code XDG_RUNTIME_DIR} inside
 * @param readOnly files and folders that are shown read-only
 * @param writable files and folders that are shown writable
 */
public record GuestSandbox(
        List<Path> layers,
        Path upper,
        Path work,
        boolean userNamespace,
        int userId,
        int groupId,
        String home,
        String runtime,
        List<Bind> readOnly,
        List<Bind> writable) {

    /**
     * What the superuser's guest may do: administer the users and files of its own root, nothing of the host. In a user
     * namespace bubblewrap leaves no capability at all.
     */
    private static final List<String> ROOT_CAPABILITIES = List.of(
            "CAP_CHOWN",
            "CAP_DAC_OVERRIDE",
            "CAP_FOWNER",
            "CAP_FSETID",
            "CAP_KILL",
            "CAP_NET_BIND_SERVICE",
            "CAP_SETFCAP",
            "CAP_SETGID",
            "CAP_SETPCAP",
            "CAP_SETUID",
            "CAP_SYS_CHROOT");

    /**
     * One thing of the host that the guest sees.
     *
     * @param source its path outside
     * @param target its path inside
     */
    public record Bind(Path source, String target) {}

    /** Makes the lists unmodifiable. */
    public GuestSandbox {
        layers = List.copyOf(layers);
        readOnly = List.copyOf(readOnly);
        writable = List.copyOf(writable);
    }

    /**
     * bubblewrap's argument list, the program's name first.
     *
     * @param command what runs inside
     */
    public List<String> arguments(List<String> command) {
        List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of("bwrap", "--die-with-parent"));
        if (userNamespace) {
            arguments.addAll(List.of("--unshare-user", "--uid", "" + userId, "--gid", "" + groupId));
        } else {
            arguments.addAll(List.of("--cap-drop", "ALL"));
            ROOT_CAPABILITIES.forEach(capability -> arguments.addAll(List.of("--cap-add", capability)));
        }
        arguments.addAll(List.of("--unshare-pid", "--unshare-ipc", "--unshare-net"));
        for (Path layer : layers) {
            arguments.addAll(List.of("--overlay-src", layer.toString()));
        }
        arguments.addAll(List.of("--overlay", upper.toString(), work.toString(), "/"));
        arguments.addAll(List.of("--dev", "/dev", "--proc", "/proc"));
        arguments.addAll(List.of("--perms", "1777", "--tmpfs", "/tmp", "--tmpfs", "/run"));
        arguments.addAll(List.of("--perms", "0700", "--dir", runtime, "--dir", home));
        for (Bind bind : readOnly) {
            arguments.addAll(List.of("--ro-bind", bind.source().toString(), bind.target()));
        }
        for (Bind bind : writable) {
            arguments.addAll(List.of("--bind", bind.source().toString(), bind.target()));
        }
        arguments.add("--");
        arguments.addAll(command);
        return List.copyOf(arguments);
    }
}

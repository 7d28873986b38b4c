// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap;

import io.apprunner.bwrap.share.Mount;
import io.apprunner.text.RawPath;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the guest's sandbox is made of.
 *
 * @param layers mount points of the layers, the lowest first
 * @param upper the upper dir of the overlay
 * @param work its work dir, on the same file system
 * @param userNamespace whether the sandbox needs a user namespace of its own; root needs none
 * @param nested whether the guest may make user namespaces of its own in that one
 * @param namespaces what the guest has of its own
 * @param userId the user id inside
 * @param groupId the group id inside
 * @param home the user's home folder inside; it is made when it is missing
 * @param runtime {@code XDG_RUNTIME_DIR} inside
 * @param temporary bytes that /tmp may hold, if it has a limit of its own
 * @param readOnly files and folders that are shown read-only
 * @param shared what is shown of the host where the host has it, in this order
 */
public record GuestSandbox(
        List<Path> layers,
        Path upper,
        Path work,
        boolean userNamespace,
        boolean nested,
        Set<Namespace> namespaces,
        int userId,
        int groupId,
        String home,
        String runtime,
        Optional<Long> temporary,
        List<Bind> readOnly,
        List<Mount> shared) {

    /**
     * What a guest may do whose user is root: administer the users and files of its own root, nothing of the host, and
     * no mounts, by which it could make writable what is shown read-only. Other users may do nothing of the kind.
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

    /** Bytes of /run, which has sockets and small files. */
    private static final String RUN_SIZE = "" + (256 << 20);

    private static final Path PROC = RawPath.of("/proc");

    /**
     * One thing of the host that the guest sees.
     *
     * @param source its path outside
     * @param target its path inside
     */
    public record Bind(Path source, String target) {}

    /** Makes the collections unmodifiable. */
    public GuestSandbox {
        layers = List.copyOf(layers);
        readOnly = List.copyOf(readOnly);
        shared = List.copyOf(shared);
        namespaces = Set.copyOf(namespaces);
    }

    /** bubblewrap's options. */
    public List<String> options() {
        List<String> arguments = new ArrayList<>();
        arguments.add("--die-with-parent");
        if (userNamespace) {
            arguments.addAll(List.of(
                    "--unshare-user",
                    "--uid",
                    Integer.toUnsignedString(userId),
                    "--gid",
                    Integer.toUnsignedString(groupId)));
            if (!nested) {
                arguments.add("--disable-userns");
            }
        }
        // Our bubblewrap is started by root, if only of the outer sandbox's user namespace, and would keep what root
        // may.
        arguments.addAll(List.of("--cap-drop", "ALL"));
        if (userId == 0) {
            ROOT_CAPABILITIES.forEach(capability -> arguments.addAll(List.of("--cap-add", capability)));
        }
        namespaces.stream()
                .filter(namespace -> !userNamespace || namespace != Namespace.USER)
                .sorted()
                .forEach(namespace -> arguments.add(namespace.option()));
        for (Path layer : layers) {
            arguments.addAll(List.of("--overlay-src", RawPath.text(layer)));
        }
        arguments.addAll(List.of("--overlay", RawPath.text(upper), RawPath.text(work), "/"));
        arguments.addAll(List.of("--dev", "/dev", "--proc", "/proc"));
        arguments.addAll(ProcCover.arguments(PROC));
        temporary.ifPresent(size -> arguments.addAll(List.of("--size", size.toString())));
        arguments.addAll(List.of("--perms", "1777", "--tmpfs", "/tmp", "--size", RUN_SIZE, "--tmpfs", "/run"));
        arguments.addAll(List.of("--perms", "0700", "--dir", runtime, "--dir", home));
        for (Bind bind : readOnly) {
            arguments.addAll(List.of("--ro-bind", RawPath.text(bind.source()), bind.target()));
        }
        for (Mount mount : shared) {
            arguments.addAll(mount.options());
        }
        return List.copyOf(arguments);
    }
}

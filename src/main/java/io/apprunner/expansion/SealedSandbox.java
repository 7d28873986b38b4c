// SPDX-License-Identifier: Apache-2.0
package io.apprunner.expansion;

import java.util.List;

/**
 * bubblewrap's arguments for a command that an image has stored and that is run before there is a container: nothing of
 * the host is in its reach. It sees a small file system in memory with the bundled shell and busybox, has no network,
 * no capability and no namespace of the host's, and cannot make namespaces of its own.
 */
public final class SealedSandbox {
    /** The shell: the descriptor of the sandbox's file that is copied to /bin/bash. */
    public static final int SHELL = 10;

    /** The applets: the descriptor of the sandbox's file that is copied to /bin/busybox. */
    public static final int APPLETS = 11;

    /** Bytes of all files that the command can make. */
    private static final int FILES = 16 << 20;

    /**
     * Runs the first argument; its exit status is nobody's business, so that another status than 0 means that there was
     * no sandbox. 256 MiB for each process and 64 processes are plenty.
     */
    private static final String SCRIPT = """
            exec 2> /dev/null
            /bin/busybox --install -s /bin
            case ":$PATH:" in *:/bin:* | *:/usr/bin:*) ;; *) PATH=$PATH:/bin ;; esac
            ulimit -v 262144 -u 64
            (eval "$1")
            exit 0
            """;

    private SealedSandbox() {}

    /**
     * The argument list, without the program's name.
     *
     * @param command a command of the shell
     */
    public static List<String> arguments(String command) {
        return List.of(
                "--die-with-parent",
                "--new-session",
                "--unshare-user",
                "--unshare-pid",
                "--unshare-ipc",
                "--unshare-net",
                "--unshare-uts",
                "--unshare-cgroup-try",
                "--disable-userns",
                "--uid",
                "65534",
                "--gid",
                "65534",
                "--hostname",
                "sealed",
                "--cap-drop",
                "ALL",
                "--size",
                "" + FILES,
                "--tmpfs",
                "/",
                "--perms",
                "0555",
                "--file",
                "" + SHELL,
                "/bin/bash",
                "--perms",
                "0555",
                "--file",
                "" + APPLETS,
                "/bin/busybox",
                "--symlink",
                "bin",
                "/sbin",
                "--symlink",
                "../bin",
                "/usr/bin",
                "--symlink",
                "../bin",
                "/usr/sbin",
                "--dev",
                "/dev",
                "--proc",
                "/proc",
                "--dir",
                "/tmp",
                "--chdir",
                "/",
                "--",
                "/bin/bash",
                "-c",
                SCRIPT,
                "bash",
                command);
    }
}

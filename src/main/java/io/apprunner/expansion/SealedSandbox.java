// SPDX-License-Identifier: Apache-2.0
package io.apprunner.expansion;

import java.util.ArrayList;
import java.util.List;

/**
 * bubblewrap's arguments for commands that an image has stored and that are run before there is a container: nothing of
 * the host is in their reach. They see a small file system in memory with the bundled shell and busybox, have no
 * network, no capability and no namespace of the host's, cannot make namespaces of their own, and are refused the
 * system calls that a guest without permissions is refused.
 */
public final class SealedSandbox {
    /** The shell: the descriptor of the sandbox's file that is copied to /bin/bash. */
    public static final int SHELL = 10;

    /** The applets: the descriptor of the sandbox's file that is copied to /bin/busybox. */
    public static final int APPLETS = 11;

    /** The system calls that commands are refused: the descriptor of bubblewrap's filter. */
    public static final int CALLS = 12;

    /** What is written after the output of each command; one that writes it too spoils its own image only. */
    static final String MARK = "\u0001app-runner: end\u0001";

    /** Bytes of all files that the commands can make. */
    private static final int FILES = 16 << 20;

    /**
     * Runs the arguments behind the first one, and writes the first one after each. Their exit status is nobody's
     * business, so that another status than 0 means that there was no sandbox. 256 MiB for each process and 64
     * processes are plenty.
     */
    private static final String SCRIPT = """
            exec 2> /dev/null
            /bin/busybox --install -s /bin
            case ":$PATH:" in *:/bin:* | *:/usr/bin:*) ;; *) PATH=$PATH:/bin ;; esac
            ulimit -v 262144 -u 64
            while [ $# -gt 1 ]; do
                (eval "$2")
                printf %s "$1"
                set -- "$1" "${@:3}"
            done
            exit 0
            """;

    private static final List<String> OPTIONS = List.of(
            "--seccomp",
            "" + CALLS,
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
            "/");

    private SealedSandbox() {}

    /**
     * The argument list, without the program's name.
     *
     * @param commands commands of the shell
     */
    public static List<String> arguments(List<String> commands) {
        List<String> arguments = new ArrayList<>(OPTIONS);
        arguments.addAll(List.of("--", "/bin/bash", "-c", SCRIPT, "bash", MARK));
        arguments.addAll(commands);
        return arguments;
    }
}

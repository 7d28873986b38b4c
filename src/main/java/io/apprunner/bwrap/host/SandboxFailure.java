// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap.host;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.error.Failure;
import io.apprunner.error.WriteObstacle;
import io.apprunner.posix.Posix;
import io.apprunner.text.RawPath;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why bubblewrap could not make a sandbox, in one line, and what helps: what the kernel says is the same for many
 * causes, so the host's settings are looked at.
 *
 * @param proc the host's /proc
 * @param root whether root runs us, who needs no user namespace
 */
public record SandboxFailure(Path proc, boolean root) {
    private static final List<String> FORBIDDEN =
            List.of("Operation not permitted", "Permission denied", "No permissions to creat");

    /** What bubblewrap adds where it knows the reason no better than the kernel tells it. */
    private static final String GUESS = ", likely because ";

    /** What bubblewrap says of an overlay that it cannot mount; it names folders by its own descriptors. */
    private static final Pattern OVERLAY = Pattern.compile("Can't make overlay mount on .*: ([^:]*)");

    /** What bubblewrap says to an ordinary user who may do what only root should. */
    private static final String CAPABLE_USER = "Unexpected capabilities";

    /** What bubblewrap does besides making namespaces, and containers forbid. */
    private static final List<String> PARTS = List.of("namespace", "loopback", "Can't set hostname", CAPABLE_USER);

    private static final String CAPABILITIES_OF_USER = "this user has capabilities, which bubblewrap refuses to keep;"
            + " start this without them (setpriv --ambient-caps -all --inh-caps -all), in a container without --cap-add;"
            + " or as root";

    private static final String CAPABILITIES = "CapEff:";

    /** The numbers of the capabilities. */
    private static final int NET_ADMIN = 12;

    private static final int SYS_ADMIN = 21;

    private static final String APPARMOR = "kernel.apparmor_restrict_unprivileged_userns";

    /** For this process. */
    public static SandboxFailure here(Posix posix) {
        return new SandboxFailure(RawPath.of("/proc"), posix.userId() == 0);
    }

    /**
     * The outer sandbox, which is nothing but namespaces, could not be made.
     *
     * @param words what bubblewrap said, or the empty string
     * @param status its exit status
     */
    public AppRunnerException outer(String words, int status) {
        return failure(words, status, hint(words));
    }

    /**
     * The guest's sandbox could not be made, in whose place other things than namespaces can fail too.
     *
     * @param words what bubblewrap said, or the empty string
     * @param status its exit status
     * @param upper the upper dir of the guest's overlay
     */
    public AppRunnerException guest(String words, int status, Path upper) {
        Matcher overlay = OVERLAY.matcher(words);
        if (overlay.matches()) {
            return overlay(upper, overlay.group(1));
        }
        return failure(
                words,
                status,
                PARTS.stream().anyMatch(words::contains)
                        ? hint(words)
                        : WriteObstacle.endOf(words).map(WriteObstacle::hint).orElse(""));
    }

    /** The kernel does not say what of an overlay it does not like; most often it is where the upper dir is. */
    private AppRunnerException overlay(Path upper, String reason) {
        String type = MountTable.of(new HostFiles(proc), "self/mountinfo").typeOf(upper);
        return new AppRunnerException(
                ErrorCode.HOST,
                "the sandbox could not be set up: the data dir cannot be the writable part of an overlay: " + reason,
                UpperFileSystem.cannotHold(type) ? UpperFileSystem.hint(type) : "fim-doctor tells more");
    }

    private static AppRunnerException failure(String words, int status, String hint) {
        String reason = words.isEmpty() ? "bubblewrap ended with status " + status : words.split(GUESS, 2)[0];
        return new AppRunnerException(ErrorCode.HOST, "the sandbox could not be set up: " + reason, hint);
    }

    private String hint(String words) {
        if (words.contains("ENOSPC") || words.contains("No space left on device")) {
            return limitHint();
        }
        if (words.contains("Resource temporarily unavailable")) {
            return Failure.PROCESS_LIMIT;
        }
        if (words.contains(CAPABLE_USER)) {
            return CAPABILITIES_OF_USER;
        }
        if (isChroot()) {
            return root
                    ? "this is a chroot whose folder is no mount: mount it on itself before (mount --bind DIR DIR),"
                            + " or run it outside"
                    : "this is a chroot, where the kernel makes no namespaces: run it outside, or in a container"
                            + " instead";
        }
        // bubblewrap looks for the reason in the wrong place when the loopback interface cannot be changed.
        return words.startsWith("loopback") || FORBIDDEN.stream().anyMatch(words::contains) ? forbiddenHint() : "";
    }

    private String limitHint() {
        for (String kind : List.of("user", "mnt", "pid")) {
            if (text("sys/user/max_" + kind + "_namespaces").equals("0")) {
                String name = "user.max_" + kind + "_namespaces";
                return name + " is 0 here; allow them, as root: sysctl -w " + name + "=15000";
            }
        }
        return "all namespaces that are allowed here are in use: end other containers, or raise user.max_user_namespaces,"
                + " user.max_mnt_namespaces and user.max_pid_namespaces; it is also an error to nest 32 user namespaces";
    }

    private String forbiddenHint() {
        if (!root && text("sys/kernel/apparmor_restrict_unprivileged_userns").equals("1")) {
            return "AppArmor keeps user namespaces from this program (" + APPARMOR + " is 1);"
                    + " allow them, as root: sysctl -w " + APPARMOR + "=0; or run as root";
        }
        if (root && !(has(SYS_ADMIN) && has(NET_ADMIN))) {
            return "a container keeps the capability " + (has(SYS_ADMIN) ? "NET_ADMIN" : "SYS_ADMIN")
                    + " from root; start it with --cap-add SYS_ADMIN --cap-add NET_ADMIN"
                    + " --device /dev/fuse --security-opt apparmor=unconfined, or with --privileged";
        }
        if (text("self/status").lines().anyMatch(line -> line.matches("Seccomp:\\s*2"))) {
            return "a filter of system calls forbids what a sandbox needs, as that of a container does by default;"
                    + " start the container with more rights, such as --security-opt seccomp=unconfined or --privileged";
        }
        return root
                ? "root may not make namespaces here, as in a container without rights; start that with --privileged"
                : "a container or a security module around this program forbids user namespaces; allow them, or run as root";
    }

    /** The mounts that a process sees have its root among them, unless a chroot made a mere folder its root. */
    private boolean isChroot() {
        String mounts = text("self/mountinfo");
        return !mounts.isEmpty()
                && mounts.lines().map(line -> line.split(" ", 6)).noneMatch(fields -> fields[4].equals("/"));
    }

    /** Where it is not known it is taken for given. */
    private boolean has(int capability) {
        return text("self/status")
                .lines()
                .filter(line -> line.startsWith(CAPABILITIES))
                .map(line -> line.substring(CAPABILITIES.length()).strip())
                .map(digits -> Long.parseUnsignedLong(digits, 16) >> capability & 1)
                .allMatch(bit -> bit == 1);
    }

    /** What this kernel does not have is empty. */
    private String text(String file) {
        return new HostFiles(proc).text(file);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.diagnosis.check;

import io.apprunner.bwrap.MountNamespace;
import io.apprunner.bwrap.host.HiddenProc;
import io.apprunner.bwrap.host.SandboxFailure;
import io.apprunner.bwrap.host.UserNamespaces;
import io.apprunner.error.AppRunnerException;
import io.apprunner.image.ImageLocator;
import io.apprunner.image.OpenImage;
import io.apprunner.posix.Descriptor;
import io.apprunner.posix.MemoryFile;
import io.apprunner.posix.Posix;
import io.apprunner.subprocess.Invocation;
import io.apprunner.subprocess.Outcome;
import io.apprunner.subprocess.Program;
import io.apprunner.subprocess.Subprocess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the two sandboxes of a run, one in the other, with nothing in them: what the host's settings, a container or a
 * security module forbid is known for sure only when it is tried.
 *
 * @param user whether an ordinary user runs us
 */
public record SandboxCheck(Posix posix, Subprocess subprocess, ImageLocator locator, boolean user)
        implements HostCheck {
    private static final String SUBJECT = "sandbox";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String PREFIX = "bwrap: ";

    /** Exit status of the script below when it cannot mount. */
    private static final int NO_PROC = 41;

    private static final int SHELL = 12;
    private static final int APPLETS = 13;
    private static final int BUBBLEWRAP = 14;

    private static final String SCRIPT = "(exec -a busybox /proc/self/fd/" + APPLETS + " mount -t proc proc /proc)"
            + " || exit " + NO_PROC + "; exec /proc/self/fd/" + BUBBLEWRAP + " \"$@\"";

    @Override
    public Finding run() {
        try {
            if (user) {
                UserNamespaces.check();
            }
            return finding(attempt());
        } catch (AppRunnerException e) {
            return Finding.fails(SUBJECT, e);
        }
    }

    private Finding finding(Outcome outcome) {
        if (outcome.status() == 0) {
            return Finding.works(SUBJECT, user ? "user namespaces can be made" : "root can make namespaces");
        }
        if (outcome.status() == NO_PROC) {
            return Finding.fails(SUBJECT, "a /proc cannot be mounted: " + outcome.errors(), HiddenProc.REMEDY);
        }
        int words = outcome.errors().lastIndexOf(PREFIX);
        return Finding.fails(
                SUBJECT,
                SandboxFailure.here(posix)
                        .outer(words < 0 ? "" : outcome.errors().substring(words + PREFIX.length()), outcome.status()));
    }

    private Outcome attempt() {
        try (OpenImage image = locator.open();
                MemoryFile bwrap = image.toolInMemory(posix, "bwrap");
                MemoryFile shell = image.toolInMemory(posix, "bash");
                MemoryFile applets = image.toolInMemory(posix, "busybox");
                Descriptor program = bwrap.descriptor().duplicate(BUBBLEWRAP + 1)) {
            List<String> command = new ArrayList<>(List.of("/proc/self/fd/" + SHELL, "-c", SCRIPT, "bash"));
            if (user) {
                command.addAll(List.of("--unshare-user", "--disable-userns"));
            }
            command.addAll(List.of("--unshare-pid", "--unshare-ipc", "--unshare-net", "--unshare-cgroup-try"));
            command.addAll(List.of("--unshare-uts", "--hostname", "guest", "--dev-bind", "/", "/", "--"));
            command.addAll(List.of("/proc/self/fd/" + SHELL, "-c", ":"));
            List<String> arguments = MountNamespace.arguments(user, command);
            return subprocess.run(Invocation.of(
                            Program.open(program, "bwrap"), arguments.subList(1, arguments.size()), List.of(), PATIENCE)
                    .passing(shell.descriptor(), SHELL)
                    .passing(applets.descriptor(), APPLETS)
                    .passing(bwrap.descriptor(), BUBBLEWRAP));
        }
    }
}

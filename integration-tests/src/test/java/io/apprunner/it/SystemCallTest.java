// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.it.support.Account;
import io.apprunner.it.support.ImageTest;
import io.apprunner.it.support.Need;
import io.apprunner.it.support.Needs;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the kernel answers to a guest; the numbers are those of x86-64. */
@Needs(Need.FUSE)
class SystemCallTest extends ImageTest {
    private static final int EPERM = 1;
    private static final int ENOSYS = 38;
    private static final int EAFNOSUPPORT = 97;

    /** What each call of Perl answers: 0, or the number of the error. */
    private static final String SCRIPT = "for (@ARGV) { my @words = map { $_ + 0 } split / /; "
            + "print syscall(shift @words, @words) == -1 ? $! + 0 : 0, \"\\n\" }";

    /** The shell in between is a parent without more rights than its child: ptrace(2) asks for that. */
    private int answer(String call) {
        return Integer.parseInt(
                image.output("fim-exec", "sh", "-c", "\"$@\"; exit $?", "sh", "perl", "-e", SCRIPT, call)
                        .strip());
    }

    @Test
    void whatContainersWereBrokenOutOfIsRefused() {
        Map<String, Integer> answers = Map.ofEntries(
                Map.entry("250 0 0", EPERM), // keyctl
                Map.entry("248 0 0 0 0 0", EPERM), // add_key
                Map.entry("272 268435456", EPERM), // unshare CLONE_NEWUSER
                Map.entry("272 131072", EPERM), // unshare CLONE_NEWNS
                Map.entry("435 0 0", ENOSYS), // clone3
                Map.entry("430 0 0", ENOSYS), // fsopen
                Map.entry("101 0 0 0 0", EPERM), // ptrace
                Map.entry("298 0 0 0 0 0", EPERM), // perf_event_open
                Map.entry("321 0 0 0", EPERM), // bpf
                Map.entry("323 0", EPERM), // userfaultfd
                Map.entry("425 1 0", ENOSYS), // io_uring_setup
                Map.entry("135 262144", EPERM), // personality ADDR_NO_RANDOMIZE
                Map.entry("135 4294967295", 0),
                Map.entry("16 0 21522 0", EPERM), // ioctl TIOCSTI
                Map.entry("16 0 4294988818 0", EPERM), // the same with a bit that the kernel does not look at
                Map.entry("16 0 21532 0", EPERM), // ioctl TIOCLINUX
                Map.entry("41 40 1 0", EAFNOSUPPORT), // socket AF_VSOCK
                Map.entry("41 17 3 0", EAFNOSUPPORT), // socket AF_PACKET
                Map.entry("41 38 5 0", EAFNOSUPPORT), // socket AF_ALG
                Map.entry("41 1 1 0", 0),
                Map.entry("41 2 1 0", 0),
                Map.entry("41 16 3 0", 0), // socket AF_NETLINK
                Map.entry("1073741934", ENOSYS), // getppid of x32
                Map.entry("500", ENOSYS));

        answers.forEach((call, errno) -> assertThat(answer(call)).as(call).isEqualTo(errno));
    }

    @Test
    void rootOfAGuestIsRefusedTheSame() {
        assertThat(image.output(
                        "fim-root", "perl", "-e", SCRIPT, "272 268435456", "165 0 0 0 0 0", "250 0 0", "16 0 21522 0"))
                .isEqualTo("1\n1\n1\n1\n");
    }

    @Test
    void aDebuggerNeedsItsPermission() {
        workspace.ownCopy();
        image.output("fim-perms", "add", "debug");
        assertThat(answer("101 0 0 0 0")).isZero();
        assertThat(answer("135 262144")).isZero();
        assertThat(answer("250 0 0")).isEqualTo(EPERM);
        assertThat(answer("272 268435456")).isEqualTo(EPERM);
    }

    @Test
    void nestedSandboxesNeedTheirPermissionWhichRealRootNeverHas() {
        workspace.ownCopy();
        image.output("fim-perms", "add", "nested");
        boolean isRealRoot = account == Account.ROOT;
        assertThat(answer("272 268435456")).isEqualTo(isRealRoot ? EPERM : 0);
        assertThat(answer("250 0 0")).isEqualTo(EPERM);
    }

    @Test
    void allPermissionsOpenNoneOfThat() {
        workspace.ownCopy();
        image.output("fim-perms", "set", "all");
        assertThat(answer("101 0 0 0 0")).isEqualTo(EPERM);
        assertThat(answer("272 268435456")).isEqualTo(EPERM);
        assertThat(answer("41 40 1 0")).isEqualTo(EAFNOSUPPORT);
    }

    @Test
    void threadsAndProcessesStartAsEver() {
        assertThat(image.guest("sleep 0.1 & wait $!; (exit 3); echo $?")).isEqualTo("3\n");
    }
}

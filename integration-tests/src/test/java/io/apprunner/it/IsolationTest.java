// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.it.support.Account;
import io.apprunner.it.support.ImageTest;
import io.apprunner.it.support.Need;
import io.apprunner.it.support.Needs;
import io.apprunner.it.support.Result;
import io.apprunner.it.support.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

@Needs(Need.FUSE)
class IsolationTest extends ImageTest {
    /** Opens nothing itself: a pattern such as /proc/self/fd/* would. */
    private static final String DESCRIPTORS = "for i in {0..99}; do test -L /proc/$$/fd/$i && echo \"$i\"; done; true";

    /** Files of /proc that are about the whole machine and open for writing. */
    private static final String CHANGEABLE = "find /proc/sys /proc/bus /proc/fs /proc/irq /proc/sysrq-trigger -type f"
            + " 2> /dev/null | while read -r f; do (exec 3<> \"$f\") 2> /dev/null && echo \"$f\"; done; true";

    @Test
    void descriptorsOfTheParentAreNotTheGuests() {
        String open = "for i in {3..20}; do eval \"exec $i< /etc/passwd\"; done; exec \"$@\"";

        assertThat(image.behindScript(open).output("fim-exec", "bash", "-c", DESCRIPTORS))
                .isEqualTo("0\n1\n2\n");
    }

    @Test
    void aFolderIsNoStandardStream() {
        for (String redirection : new String[] {"< /", "1< /", "2< /"}) {
            Result refused = image.behindScript("exec 2>&1; exec \"$@\" " + redirection)
                    .run("fim-exec", "sh", "-c", "ls /proc/self/fd/0/ /proc/self/fd/1/ /proc/self/fd/2/");
            assertThat(refused.status()).isEqualTo(125);
            assertThat(refused.stdout()).doesNotContain("etc");
        }
    }

    @Test
    void descriptorsOfTheLauncherAreNotTheGuests() {
        assertThat(image.output("fim-exec", "bash", "-c", DESCRIPTORS)).isEqualTo("0\n1\n2\n");
    }

    @Test
    void aFileOfTheHomeIsNotVisible() {
        Path secret = workspace.write(workspace.home().resolve("secret"), "secret");

        assertThat(image.run("fim-exec", "cat", secret.toString()).status()).isEqualTo(1);
        assertThat(image.guest("ls -A \"$HOME\"")).isEmpty();
    }

    @Test
    void aFileForTemporaryUseIsNotVisible() throws IOException {
        Path secret = Files.createTempFile("app-runner-it-", ".secret");
        try {
            Files.setPosixFilePermissions(secret, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
            assertThat(image.run("fim-exec", "cat", secret.toString()).status()).isEqualTo(1);
        } finally {
            Files.delete(secret);
        }
    }

    @Test
    void theFolderOfTheImageIsNotVisible() {
        workspace.write(workspace.image().resolveSibling("secret"), "secret");

        assertThat(image.run("fim-exec", "ls", workspace.image().getParent().toString())
                        .status())
                .isNotZero();
    }

    @Test
    void whatTheGuestWritesToTemporaryFoldersStaysInside() {
        String name = "app-runner-it-" + System.nanoTime();
        image.guest("echo x > /tmp/" + name + "; echo x > /run/" + name + "; echo x > \"$HOME/" + name + "\"");

        assertThat(Path.of("/tmp", name)).doesNotExist();
        assertThat(Path.of("/run", name)).doesNotExist();
        assertThat(workspace.home()).isEmptyDirectory();
    }

    @Test
    void processesOfTheHostAreNotVisible() {
        try (Running host = workspace.program(Path.of("/bin/sleep")).start("4242.5")) {
            assertThat(host.pid()).isPositive();
            assertThat(image.guest("cat /proc/[0-9]*/cmdline | tr '\\0' ' '")).doesNotContain("4242.5");
        }
        assertThat(image.guest("ls -d /proc/[0-9]* | wc -l").strip())
                .satisfies(count -> assertThat(Integer.parseInt(count)).isLessThan(8));
    }

    @Test
    void processesOfAnotherInstanceAreNotVisible() {
        try (Running other = image.with("FIM_DIR_DATA", workspace.folder() + "/other")
                .start("fim-exec", "sh", "-c", "echo ready; exec sleep 4242.5")) {
            other.awaitOutput("ready");
            assertThat(image.guest("cat /proc/[0-9]*/cmdline | tr '\\0' ' '")).doesNotContain("4242.5");
        }
    }

    @Test
    void theOnlyNetworkInterfaceIsTheLoopback() {
        assertThat(image.guest("tail -n +3 /proc/net/dev | cut -d: -f1 | tr -d ' '"))
                .isEqualTo("lo\n");
    }

    @Test
    void socketsOfTheHostAreNotVisible() {
        assertThat(image.guest("tail -n +2 /proc/net/unix | wc -l")).isEqualTo("0\n");
    }

    @Test
    void devicesOfTheHostAreNotVisible() {
        assertThat(
                        image.guest(
                                "ls /dev | grep -Ev '^(console|core|fd|full|null|ptmx|pts|random|shm|std(err|in|out)|tty|urandom|zero)$'; true"))
                .isEmpty();
    }

    @Test
    void theHostsFoldersCannotBeReachedThroughTheMounts() {
        assertThat(
                        image.guest(
                                "cut -d' ' -f5 /proc/self/mountinfo | grep -E '^/(home|var/tmp|mnt|oldroot|newroot)' || echo none"))
                .isEqualTo("none\n");
    }

    @Test
    void theGuestCannotGainPrivileges() {
        assertThat(image.guest("grep NoNewPrivs /proc/self/status")).isEqualTo("NoNewPrivs:\t1\n");
    }

    @Test
    void anOrdinaryUsersGuestCannotMount() {
        Assumptions.assumingThat(
                account == Account.ORDINARY_USER,
                () -> assertThat(image.run("fim-exec", "mount", "-t", "tmpfs", "none", "/mnt")
                                .status())
                        .isNotZero());
    }

    @Test
    void settingsOfTheKernelCannotBeChanged() {
        String write = "v=$(cat /proc/sys/kernel/core_pattern) && echo \"$v\" > /proc/sys/kernel/core_pattern";
        for (String command : new String[] {"fim-exec", "fim-root"}) {
            assertThat(image.run(command, "sh", "-c", write).status()).isNotZero();
            assertThat(image.output(command, "sh", "-c", CHANGEABLE)).isEmpty();
        }
    }

    @Test
    void tablesOfTheKernelCannotBeRead() {
        String read =
                "for f in keys key-users timer_list slabinfo vmallocinfo kallsyms kcore sched_debug latency_stats;"
                        + " do head -c 1 /proc/$f 2> /dev/null; done; ls -A /proc/acpi /proc/scsi 2> /dev/null | grep -v :; true";
        assertThat(image.output("fim-root", "sh", "-c", read).strip()).isEmpty();
    }

    @Test
    @Needs(Need.PYTHON)
    void theNetworkLeadsToNoSocketWithoutAFile() {
        Assumptions.assumeTrue(isAtLeast(6, 12), "scopes came with Linux 6.12");
        String name = "app-runner-it-" + System.nanoTime();
        String listen = "import socket, sys, time; s = socket.socket(socket.AF_UNIX); s.bind('\\0' + sys.argv[1]);"
                + " s.listen(); print('ready', flush=True); time.sleep(60)";
        String connect = "use Socket; socket(S, PF_UNIX, SOCK_STREAM, 0);"
                + " print connect(S, pack_sockaddr_un(qq(\\0$ARGV[0]))) ? 'reached' : 'refused'";
        workspace.ownCopy();
        image.output("fim-perms", "set", "network");
        try (Running server = workspace.program(Path.of("/usr/bin/python3")).start("-c", listen, name)) {
            server.awaitOutput("ready");
            assertThat(image.output("fim-exec", "perl", "-e", connect, name)).isEqualTo("refused");
        }
    }

    private boolean isAtLeast(int major, int minor) {
        String[] release = workspace.script("uname -r").split("[.-]");
        int found = Integer.parseInt(release[0]);
        return found > major || found == major && Integer.parseInt(release[1]) >= minor;
    }

    @Test
    void folderForTemporaryFilesArePrivateAndBounded() {
        assertThat(image.guest("stat -c %a /tmp; grep -c ' /run tmpfs .*size=262144k' /proc/mounts"))
                .isEqualTo("1777\n1\n");
    }

    @Test
    void terminalsOfTheHostAreNotVisible() {
        assertThat(image.guest("ls /dev/pts")).isEqualTo("ptmx\n");
    }

    @Test
    void theControlGroupIsTheRootOfItsOwnTree() {
        assertThat(image.guest("cut -d : -f 3 /proc/self/cgroup | sort -u")).isEqualTo("/\n");
    }
}

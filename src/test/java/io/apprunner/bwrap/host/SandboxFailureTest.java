// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxFailureTest {
    private static final Path UPPER = Path.of("/d/root");
    private static final String DENIED = "Creating new namespace failed: Operation not permitted";
    private static final String FULL = "Creating new namespace failed: No space left on device";

    @TempDir
    Path proc;

    @Test
    void theReasonIsBubblewrapsAndWithoutOneItsStatus() {
        assertThat(user().outer("Odd thing failed", 1))
                .hasMessage("the sandbox could not be set up: Odd thing failed")
                .extracting("hint")
                .isEqualTo("");
        assertThat(user().outer("No permissions to create new namespace, likely because of x. See y.", 1))
                .hasMessageEndingWith(": No permissions to create new namespace");
        assertThat(user().outer("", 33)).hasMessageEndingWith(": bubblewrap ended with status 33");
    }

    @Test
    void aLimitOfNoneIsNamed() throws IOException {
        write("sys/user/max_user_namespaces", "100\n");
        write("sys/user/max_mnt_namespaces", "0\n");
        assertThat(user().outer(FULL, 1).hint()).contains("sysctl -w user.max_mnt_namespaces=15000");
    }

    @Test
    void aLimitThatIsReachedIsExplained() {
        assertThat(user().outer(FULL, 1).hint()).contains("in use", "user.max_mnt_namespaces");
    }

    @Test
    void aChrootIsToldByItsMounts() throws IOException {
        write("self/mountinfo", "30 29 0:26 / /proc rw - proc proc rw\n");
        assertThat(user().outer(DENIED, 1).hint()).contains("chroot");
        assertThat(user().outer("Failed to make / slave: Invalid argument", 1).hint())
                .contains("chroot");
        write("self/mountinfo", "29 1 0:25 / / rw - ext4 /dev/x rw\n30 29 0:26 / /proc rw - proc proc rw\n");
        assertThat(user().outer(DENIED, 1).hint()).doesNotContain("chroot");
    }

    @Test
    void theRestrictionOfAppArmorIsForOrdinaryUsers() throws IOException {
        write("sys/kernel/apparmor_restrict_unprivileged_userns", "1\n");
        assertThat(user().outer("setting up uid map: Permission denied", 1).hint())
                .contains("sysctl -w kernel.apparmor_restrict_unprivileged_userns=0");
        assertThat(new SandboxFailure(proc, true).outer(DENIED, 1).hint()).doesNotContain("AppArmor");
    }

    @Test
    void aFilterOfSystemCallsIsNamed() throws IOException {
        write("self/status", "Name:\tx\nSeccomp:\t2\n");
        assertThat(user().outer(DENIED, 1).hint()).contains("seccomp=unconfined");
        write("self/status", "Name:\tx\nSeccomp:\t0\n");
        assertThat(user().outer(DENIED, 1).hint()).doesNotContain("seccomp");
    }

    @Test
    void aCapabilityThatAContainerKeepsFromRootIsNamed() throws IOException {
        write("self/status", "CapEff:\t00000000a80425fb\nSeccomp:\t2\n");
        assertThat(new SandboxFailure(proc, true).outer(DENIED, 1).hint()).contains("--cap-add SYS_ADMIN");
        write("self/status", "CapEff:\t000001ffffffffff\nSeccomp:\t2\n");
        assertThat(new SandboxFailure(proc, true).outer(DENIED, 1).hint()).contains("seccomp=unconfined");
    }

    @Test
    void whatSettingUpANetworkNeedsIsNamed() throws IOException {
        write("self/status", "CapEff:\t00000000a82425fb\nSeccomp:\t2\n");
        String words = "loopback: Failed RTM_NEWADDR: No child process";
        assertThat(new SandboxFailure(proc, true).guest(words, 1, UPPER).hint())
                .contains("capability NET_ADMIN", "--cap-add NET_ADMIN");
        assertThat(new SandboxFailure(proc, true).outer(words, 1).hint()).contains("--cap-add NET_ADMIN");
    }

    @Test
    void capabilitiesOfAnOrdinaryUserAreNamed() {
        String words = "Unexpected capabilities but not setuid, old file caps config?";
        assertThat(user().outer(words, 1).hint()).contains("--ambient-caps -all");
        assertThat(user().guest(words, 1, UPPER).hint()).contains("--ambient-caps -all");
    }

    @Test
    void aFilterThatForbidsHostNamesIsNamed() throws IOException {
        write("self/status", "CapEff:\t0\nSeccomp:\t2\n");
        assertThat(user().guest("Can't set hostname to x: Operation not permitted", 1, UPPER)
                        .hint())
                .contains("seccomp=unconfined");
    }

    @Test
    void whereTheDataDirCannotBeWrittenByAnOverlayItsFileSystemIsNamed() throws IOException {
        String words = "Can't make overlay mount on (null) with options upperdir=/proc/self/fd/5,"
                + "workdir=/proc/self/fd/8,lowerdir=/proc/self/fd/9,userxattr: Invalid argument";
        write("self/mountinfo", "1 0 0:1 / / rw - ext4 x rw\n2 1 0:2 / /d rw - nfs4 x rw\n");
        assertThat(user().guest(words, 1, UPPER))
                .hasMessageContaining("writable part of an overlay: Invalid argument")
                .satisfies(failure -> assertThat(failure.hint()).contains("nfs4", "FIM_DIR_DATA"));
        write("self/mountinfo", "1 0 0:1 / / rw - ext4 x rw\n");
        assertThat(user().guest(words, 1, UPPER).hint()).contains("fim-doctor");
    }

    @Test
    void aFileOfTheGuestThatCannotBeShownIsNotBlamedOnNamespaces() {
        assertThat(user().guest("Can't find source path /x: Permission denied", 1, UPPER)
                        .hint())
                .isEmpty();
        assertThat(user().guest(FULL, 1, UPPER).hint()).isNotEmpty();
        assertThat(user().guest("Can't mkdir /x: No space left on device", 1, UPPER)
                        .hint())
                .contains("free some space");
    }

    private SandboxFailure user() {
        return new SandboxFailure(proc, false);
    }

    private void write(String name, String text) throws IOException {
        Path file = proc.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}

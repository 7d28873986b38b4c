// SPDX-License-Identifier: Apache-2.0
package io.apprunner.diagnosis.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.bwrap.host.HostFiles;
import io.apprunner.bwrap.share.HostShares;
import io.apprunner.config.HostUser;
import io.apprunner.db.Permission;
import io.apprunner.diagnosis.check.Finding.State;
import io.apprunner.posix.Constants;
import io.apprunner.posix.FakePosix;
import io.apprunner.posix.SystemCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChecksTest {
    private static final HostUser ME = new HostUser(1000, 100, "me", "/home/me");

    @TempDir
    Path root;

    private HostFiles host;

    @BeforeEach
    void makeHost() {
        host = new HostFiles(root);
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(root.resolve(name).getParent());
        Files.writeString(root.resolve(name), text);
    }

    @ParameterizedTest
    @CsvSource({
        "5.10.0-30-amd64,false,FAILS",
        "5.10.0-30-amd64,true,WORKS",
        "5.11.1,false,WORKS",
        "6.1.0,false,WORKS",
        "odd,false,WEAKER"
    })
    void usersMountOverlaysFrom511On(String release, boolean isRoot, State state) throws IOException {
        write("proc/sys/kernel/osrelease", release + "\n");
        assertThat(new KernelCheck(host, isRoot).run().state()).isEqualTo(state);
    }

    @Test
    void aFuseDeviceThatCannotBeOpenedFailsARunAndTheRemedyIsTold() {
        FakePosix without = new FakePosix().on(SystemCall.OPEN, -Constants.ENOENT);
        assertThat(new FuseCheck(without).run())
                .satisfies(finding -> assertThat(finding.state()).isEqualTo(State.FAILS))
                .satisfies(finding -> assertThat(finding.sentence()).contains("/dev/fuse"))
                .satisfies(finding -> assertThat(finding.remedy())
                        .contains("modprobe fuse", "chmod 666 /dev/fuse", "--device /dev/fuse"));
    }

    @Test
    void anOverlayThatIsNotLoadedIsNoFailureYet() throws IOException {
        write("proc/filesystems", "nodev\tproc\nnodev\toverlay\n\text4\n");
        assertThat(new OverlayCheck(host).run().state()).isEqualTo(State.WORKS);
        write("proc/filesystems", "nodev\tproc\nnodev\toverlayfs-like\n");
        assertThat(new OverlayCheck(host).run().remedy()).contains("modprobe overlay");
    }

    @Test
    void coversOverProcKeepUsersFromMountingAnother() throws IOException {
        String whole = "1 0 0:1 / / rw - ext4 x rw\n2 1 0:2 / /proc rw - proc proc rw\n"
                + "3 2 0:3 / /proc/sys/fs/binfmt_misc rw - autofs x rw\n";
        write("proc/self/mountinfo", whole);
        assertThat(new ProcCheck(host, false).run().state()).isEqualTo(State.WORKS);
        write("proc/self/mountinfo", whole + "4 2 0:4 / /proc/kcore rw - tmpfs tmpfs rw\n");
        assertThat(new ProcCheck(host, false).run().state()).isEqualTo(State.FAILS);
        assertThat(new ProcCheck(host, true).run())
                .satisfies(finding -> assertThat(finding.state()).isEqualTo(State.WEAKER))
                .satisfies(finding -> assertThat(finding.remedy()).contains("unmask=ALL", "systempaths=unconfined"));
    }

    @ParameterizedTest
    @CsvSource({
        "ext4,WORKS",
        "btrfs,WORKS",
        "tmpfs,WORKS",
        "overlay,FAILS",
        "nfs4,FAILS",
        "vfat,FAILS",
        "fuseblk,FAILS",
        "fuse.sshfs,FAILS"
    })
    void whatGuestsWriteIsNotKeptOnEveryFileSystem(String type, State state) throws IOException {
        Path data = root.resolve("a b/data");
        Files.createDirectory(root.resolve("a b"));
        write(
                "proc/self/mountinfo",
                "1 0 0:1 / / rw - overlay x rw\n2 1 0:2 / " + (root + "/a b").replace(" ", "\\040") + " rw shared:1 - "
                        + type + " x rw\n");
        Finding finding = new DataDirectoryCheck(host, data).run();
        assertThat(finding.state()).isEqualTo(state);
        assertThat(finding.sentence()).contains(data.toString(), type);
        assertThat(finding.remedy().contains("FIM_DIR_DATA")).isEqualTo(state == State.FAILS);
    }

    @Test
    void moreIdsNeedARangeAndATool() throws IOException {
        SubordinateIdsCheck check = new SubordinateIdsCheck(host, ME);
        write("etc/subuid", "you:1:1\nme:100000:65536\n");
        assertThat(check.run().remedy()).contains("--add-subuids");
        write("etc/subgid", "1000:100000:65536\n");
        assertThat(check.run().sentence()).contains("newuidmap is not installed");
        write("usr/bin/newuidmap", "");
        write("usr/bin/newgidmap", "");
        assertThat(check.run().state()).isEqualTo(State.WORKS);
        HostUser superuser = new HostUser(0, 0, "root", "/root");
        assertThat(new SubordinateIdsCheck(new HostFiles(root.resolve("none")), superuser)
                        .run()
                        .state())
                .isEqualTo(State.WORKS);
    }

    @ParameterizedTest
    @CsvSource({"7,WORKS", "6,WORKS", "5,WEAKER", "-38,WEAKER", "-95,WEAKER"})
    void scopesOfLandlockCameWithVersionSix(int version, State state) {
        FakePosix kernel = new FakePosix().on(SystemCall.LANDLOCK_CREATE_RULESET, version);
        assertThat(new LandlockCheck(kernel).run().state()).isEqualTo(state);
        assertThat(LandlockCheck.hasScopes(kernel)).isEqualTo(state == State.WORKS);
    }

    @Test
    void whatOnlyAPermissionNeedsIsAbsentAtMost() {
        Map<String, String> environment = Map.of("XDG_RUNTIME_DIR", root.toString());
        HostShares shares = new HostShares(environment, ME, ME);
        assertThat(new ShareCheck(shares, Permission.WAYLAND, "compositor").run())
                .isEqualTo(new Finding("wayland", State.ABSENT, "there is no compositor", ""));
        HostShares far = new HostShares(Map.of("DISPLAY", "far:1"), ME, ME);
        assertThat(new ShareCheck(far, Permission.XORG, "display").run())
                .satisfies(finding -> assertThat(finding.state()).isEqualTo(State.WORKS))
                .satisfies(finding -> assertThat(finding.sentence()).contains("by the network", "far:1"));
    }
}

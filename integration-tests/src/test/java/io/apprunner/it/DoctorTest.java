// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.it.support.Account;
import io.apprunner.it.support.Executable;
import io.apprunner.it.support.ImageTest;
import io.apprunner.it.support.Images;
import io.apprunner.it.support.Need;
import io.apprunner.it.support.Needs;
import io.apprunner.it.support.Result;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What the doctor says is what a run does. */
class DoctorTest extends ImageTest {
    private static final int LOAD = 0x20;
    private static final int EQUAL = 0x15;
    private static final int ANY_BIT = 0x45;
    private static final int RETURN = 6;
    private static final int DENIED = 0x50001;
    private static final int ABSENT = 0x50026;
    private static final int ALLOWED = 0x7fff0000;

    @Override
    protected Path original() {
        return Images.busybox();
    }

    @Test
    void theStatusTellsWhetherARunWorks() {
        boolean works = image.run("fim-exec", "true").status() == 0;
        Result doctor = image.run("fim-doctor");
        assertThat(doctor.status()).isEqualTo(works ? 0 : 1);
        assertThat(doctor.stdout()).contains("kernel", "fuse", "sandbox", "data-dir");
    }

    @Test
    void theFindingsAreJsonToo() {
        assertThat(image.run("fim-doctor", "--json").stdout())
                .startsWith("[\n")
                .contains("\"subject\": \"fuse\"", "\"state\": \"", "\"remedy\": \"");
    }

    @Test
    @Needs({Need.FUSE, Need.USER_NAMESPACES})
    void aLimitOfNamespacesIsNamedByBoth() {
        for (String kind : new String[] {"mnt", "pid"}) {
            isNamedByBoth(
                    within("echo 0 > /proc/sys/user/max_" + kind + "_namespaces && exec \"$@\""),
                    "sysctl -w user.max_" + kind + "_namespaces=15000");
        }
    }

    @Test
    @Needs({Need.FUSE, Need.USER_NAMESPACES})
    void whoIsRootOfANamespaceNeedsNoOther() {
        Executable inside = within("echo 0 > /proc/sys/user/max_user_namespaces && exec \"$@\"");
        assertThat(inside.run("fim-exec", "true").status()).isZero();
        assertThat(inside.run("fim-doctor").status()).isZero();
    }

    @Test
    @Needs({Need.FUSE, Need.BUBBLEWRAP, Need.USER_NAMESPACES})
    void aFilterOfSystemCallsAsThatOfAContainerIsNamedByBoth() throws IOException {
        Path filter = account.own(Files.write(workspace.folder().resolve("filter"), filter()));
        isNamedByBoth(
                image.behindScript("exec bwrap --dev-bind / / --seccomp 9 -- \"$@\" 9< " + filter),
                account == Account.ROOT ? "--privileged" : "seccomp=unconfined");
    }

    @Test
    @Needs({Need.FUSE, Need.BUBBLEWRAP, Need.TWO_ACCOUNTS})
    void theRestrictionOfAppArmorOnOrdinaryUsersIsNamedByBoth() {
        Assumptions.assumingThat(account == Account.ORDINARY_USER, this::appArmorRestricts);
    }

    private void appArmorRestricts() throws IOException {
        Path filter = account.own(Files.write(workspace.folder().resolve("filter"), filter()));
        String name = "apparmor_restrict_unprivileged_userns";
        isNamedByBoth(
                image.behindScript("exec bwrap --dev-bind / / --seccomp 9 -- \"$@\" 9< " + filter)
                        .withKernelSetting(name, "1"),
                "sysctl -w kernel." + name + "=0");
    }

    @Test
    @Needs(Need.FUSE)
    void aCapabilityThatAContainerKeepsFromRootIsNamedByBoth() {
        Assumptions.assumingThat(
                account == Account.ROOT,
                () -> isNamedByBoth(
                        image.behind("setpriv", "--bounding-set", "-sys_admin", "--inh-caps", "-sys_admin", "--"),
                        "--cap-add SYS_ADMIN"));
    }

    @Test
    void aGuestWithoutPermissionsReachesNothing() {
        assertThat(image.output("fim-perms", "explain")).startsWith("nothing of this host");
        assertThat(image.output("fim-perms", "explain", "--json")).isEqualTo("[]\n");
    }

    @Test
    void eachPermissionIsExplained() {
        workspace.ownCopy();
        image.output("fim-perms", "set", "network,udev");
        image.output("fim-bind", "add", "ro", workspace.home().toString(), "/there");
        assertThat(image.output("fim-perms", "explain"))
                .contains("network ", "/etc/resolv.conf", "udev ", "bind ", "read " + workspace.home() + " as /there");
        assertThat(image.output("fim-perms", "explain", "--json"))
                .contains("\"permission\": \"network\"", "\"dst\": \"/there\"");
    }

    private void isNamedByBoth(Executable hindered, String remedy) {
        assertThat(hindered.run("fim-exec", "true").refusal()).contains(remedy);
        Result doctor = hindered.run("fim-doctor");
        assertThat(doctor.status()).isEqualTo(1);
        assertThat(doctor.stdout()).containsPattern("(?m)^fails +sandbox ").contains(remedy);
    }

    private Executable within(String script) {
        return image.behind("unshare", "--user", "--map-root-user", "--", "bash", "-c", script, "bash");
    }

    /** Denies unshare, mount, pivot_root, umount2, setns and clone with flags of namespaces; clone3 does not exist. */
    private static byte[] filter() {
        ByteBuffer program = ByteBuffer.allocate(1024).order(ByteOrder.LITTLE_ENDIAN);
        instruction(program, LOAD, 0, 0, 0);
        for (int call : new int[] {272, 165, 155, 166, 308}) {
            instruction(program, EQUAL, 0, 1, call);
            instruction(program, RETURN, 0, 0, DENIED);
        }
        instruction(program, EQUAL, 0, 1, 435);
        instruction(program, RETURN, 0, 0, ABSENT);
        instruction(program, EQUAL, 0, 3, 56);
        instruction(program, LOAD, 0, 0, 16);
        instruction(program, ANY_BIT, 0, 1, 0x7E020000);
        instruction(program, RETURN, 0, 0, DENIED);
        instruction(program, RETURN, 0, 0, ALLOWED);
        byte[] bytes = new byte[program.position()];
        program.flip().get(bytes);
        return bytes;
    }

    private static void instruction(ByteBuffer program, int code, int ifTrue, int ifFalse, int value) {
        program.putShort((short) code).put((byte) ifTrue).put((byte) ifFalse).putInt(value);
    }
}

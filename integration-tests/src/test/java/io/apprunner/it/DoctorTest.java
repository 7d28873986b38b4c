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
import io.apprunner.it.support.SystemCallFilter;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What the doctor says is what a run does. */
class DoctorTest extends ImageTest {
    private static final String REMEDY_OF_APPARMOR = "sysctl -w kernel.apparmor_restrict_unprivileged_userns=0";

    /** What Docker leaves to root. */
    private static final String CAPABILITIES = "-all,+chown,+dac_override,+fsetid,+fowner,+mknod,+net_raw,+setgid,"
            + "+setuid,+setfcap,+setpcap,+net_bind_service,+sys_chroot,+kill,+audit_write";

    private static final int[] HOST_NAMES = {170, 171};

    /** Keys, bpf, Landlock. */
    private static final int[] NEEDED_BY_NOBODY = {248, 249, 250, 321, 444, 445, 446};

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
    void aFilterOfSystemCallsAsThatOfAContainerIsNamedByBoth() {
        String remedy = account == Account.ROOT ? "--privileged" : "seccomp=unconfined";
        for (int error : new int[] {SystemCallFilter.EPERM, SystemCallFilter.EACCES}) {
            isNamedByBoth(filtered(SystemCallFilter.refusingNamespaces(error)), remedy);
        }
        isNamedByBoth(filtered(SystemCallFilter.ofContainer()), remedy);
        isNamedByBoth(filtered(SystemCallFilter.refusing(SystemCallFilter.EPERM, HOST_NAMES)), remedy);
    }

    @Test
    @Needs({Need.FUSE, Need.BUBBLEWRAP, Need.USER_NAMESPACES})
    void wallsThatAContainerForbidsAreNoObstacle() {
        Executable hindered = filtered(SystemCallFilter.refusing(SystemCallFilter.EPERM, NEEDED_BY_NOBODY));
        assertThat(hindered.output("fim-exec", "echo", "in")).isEqualTo("in\n");
        assertThat(hindered.run("fim-doctor").status()).isZero();
    }

    @Test
    @Needs({Need.FUSE, Need.BUBBLEWRAP, Need.TWO_ACCOUNTS})
    void theRestrictionOfAppArmorOnOrdinaryUsersIsNamedByBoth() {
        Assumptions.assumingThat(account == Account.ORDINARY_USER, this::appArmorRestricts);
    }

    private void appArmorRestricts() {
        for (int error : new int[] {SystemCallFilter.EPERM, SystemCallFilter.EACCES}) {
            isNamedByBoth(
                    filtered(SystemCallFilter.refusingNamespaces(error))
                            .withKernelSetting("apparmor_restrict_unprivileged_userns", "1"),
                    REMEDY_OF_APPARMOR);
        }
    }

    /** The program inside of a filter; the host's bubblewrap installs it. */
    private Executable filtered(byte[] filter) {
        return filtered(filter, "");
    }

    /** The program behind another one, which is inside of the filter. */
    private Executable filtered(byte[] filter, String before) {
        Path file = workspace.write(workspace.folder().resolve("filter"), filter);
        String root = account == Account.ROOT ? "--cap-add ALL " : "";
        return image.behindScript(
                "exec bwrap --dev-bind / / " + root + "--seccomp 9 -- " + before + " \"$@\" 9< " + file);
    }

    @Test
    @Needs(Need.FUSE)
    void capabilitiesThatAContainerKeepsFromRootAreNamedByBoth() {
        Assumptions.assumingThat(account == Account.ROOT, () -> {
            isNamedByBoth(without(image, "-sys_admin"), "--cap-add SYS_ADMIN");
            isNamedByBoth(without(image, "-net_admin"), "--cap-add NET_ADMIN");
            String few = "setpriv --bounding-set " + CAPABILITIES + " --inh-caps " + CAPABILITIES + " --";
            isNamedByBoth(filtered(SystemCallFilter.ofContainer(), few), "--cap-add SYS_ADMIN");
        });
    }

    @Test
    @Needs({Need.FUSE, Need.TWO_ACCOUNTS})
    void capabilitiesThatAnOrdinaryUserHasAreNamedByBoth() {
        String capable = "exec setpriv --inh-caps +net_admin --ambient-caps +net_admin -- \"$@\"";
        Assumptions.assumingThat(
                account == Account.ORDINARY_USER,
                () -> isNamedByBoth(
                        image.behind(
                                "unshare",
                                "--user",
                                "--map-current-user",
                                "--keep-caps",
                                "--",
                                "bash",
                                "-c",
                                capable,
                                "bash"),
                        "--ambient-caps -all"));
    }

    private static Executable without(Executable program, String capabilities) {
        return program.behind("setpriv", "--bounding-set", capabilities, "--inh-caps", capabilities, "--");
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
}

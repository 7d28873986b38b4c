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
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Where no sandbox can be made, the user is told why and what helps. */
@Needs({Need.FUSE, Need.USER_NAMESPACES})
class NoSandboxTest extends ImageTest {
    @Override
    protected Path original() {
        return Images.busybox();
    }

    @Test
    void aLimitOfMountNamespacesIsNamed() {
        assertThat(within("echo 0 > /proc/sys/user/max_mnt_namespaces && exec \"$@\"")
                        .run("fim-exec", "true")
                        .refusal())
                .contains("sandbox could not be set up", "user.max_mnt_namespaces is 0");
    }

    @Test
    void aLimitOfProcessNamespacesIsNamed() {
        assertThat(within("echo 0 > /proc/sys/user/max_pid_namespaces && exec \"$@\"")
                        .run("fim-exec", "true")
                        .refusal())
                .contains("sandbox could not be set up", "user.max_pid_namespaces is 0");
    }

    @Test
    void aChrootIsNamed() {
        String script = "mkdir root root/dev root/proc root/image; touch root/dev/null root/dev/fuse"
                + " && mount --bind /dev/null root/dev/null && mount --bind /dev/fuse root/dev/fuse"
                + " && mount --rbind /proc root/proc && mount --bind \"$(dirname \"$1\")\" root/image"
                + " && shift && exec chroot root /image/image \"$@\"";
        Executable inside =
                image.behind("unshare", "--user", "--map-root-user", "--mount", "--", "bash", "-ec", script, "bash");
        assertThat(inside.run("fim-exec", "true").refusal()).contains("sandbox could not be set up", "chroot");
    }

    /** The remedy is that of the message. */
    @Test
    void aChrootThatIsAMountWorksForRoot() {
        String script = "mkdir -p root && %s && mkdir -p root/dev root/proc root/image root/tmp"
                + " && mount --rbind /dev root/dev && mount --rbind /proc root/proc && mount --bind \"$(dirname \"$1\")\" root/image"
                + " && shift && exec chroot root /image/image \"$@\"";
        Assumptions.assumingThat(account == Account.ROOT, () -> {
            assertThat(inNamespace(script.formatted("true"))
                            .run("fim-exec", "echo", "in")
                            .refusal())
                    .contains("mount --bind DIR DIR");
            assertThat(inNamespace(script.formatted("mount --bind root root")).output("fim-exec", "echo", "in"))
                    .isEqualTo("in\n");
        });
    }

    private Executable inNamespace(String script) {
        return image.behind("unshare", "--mount", "--", "bash", "-ec", script, "bash");
    }

    @Test
    void fewDescriptorsAndProcessesAreEnoughOrAreNamed() {
        for (String limit : new String[] {"-n 20", "-n 12", "-u 20", "-u 1", "-v 9000000", "-s 256"}) {
            Result result =
                    image.behindScript("ulimit " + limit + "; exec \"$@\"").run("fim-exec", "echo", "started");
            if (result.status() == 0) {
                assertThat(result.success()).isEqualTo("started\n");
            } else {
                assertThat(result.refusal()).as(limit).contains("  ");
            }
        }
    }

    @Test
    void aBindThatCannotBeMadeIsToldInOneLine() {
        workspace.ownCopy();
        image.output("fim-bind", "add", "ro", "/etc/hostname", "/dev/null/x");
        assertThat(image.run("fim-exec", "true").refusal()).contains("sandbox could not be set up", "/dev/null/x");
    }

    @Test
    void whatAGuestSaysOnStandardErrorIsNotTouched() {
        assertThat(image.run("fim-exec", "sh", "-c", "echo out; echo err >&2; exit 1"))
                .satisfies(result -> assertThat(result.stderr()).isEqualTo("err\n"))
                .satisfies(result -> assertThat(result.status()).isEqualTo(1));
    }

    /** In a user namespace of its own, whose limits only lower those of the host. */
    private Executable within(String script) {
        return image.behind("unshare", "--user", "--map-root-user", "--", "bash", "-c", script, "bash");
    }
}

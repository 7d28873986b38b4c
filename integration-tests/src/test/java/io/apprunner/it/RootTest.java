// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.it.support.ImageTest;
import io.apprunner.it.support.Need;
import io.apprunner.it.support.Needs;
import io.apprunner.it.support.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

@Needs(Need.FUSE)
class RootTest extends ImageTest {
    @Test
    void theGuestIsRoot() {
        assertThat(image.output("fim-root", "sh", "-c", "id -u; id -g; id -un; echo \"$HOME $USER\""))
                .isEqualTo("0\n0\nroot\n/root root\n");
    }

    @Test
    void filesOfTheGuestBelongToItsRoot() {
        assertThat(image.output("fim-root", "sh", "-c", "touch /new; stat -c %u:%g /new /etc/os-release"))
                .isEqualTo("0:0\n0:0\n");
    }

    @Test
    void systemFilesCanBeChanged() {
        assertThat(image.output(
                        "fim-root",
                        "sh",
                        "-c",
                        "echo changed >> /etc/hostname; touch /usr/x; rm -r /usr/share/doc; tail -n 1 /etc/hostname"))
                .isEqualTo("changed\n");
    }

    @Test
    void whatRootWritesIsThereForTheUserToo() {
        image.output("fim-root", "sh", "-c", "echo text > /etc/new");

        assertThat(image.output("fim-exec", "cat", "/etc/new")).isEqualTo("text\n");
    }

    @Test
    void theVariableMakesRootOfTheBootProgram() {
        assertThat(image.with("FIM_ROOT", "1").output("-c", "id -u")).isEqualTo("0\n");
    }

    @Test
    void otherValuesOfTheVariableDoNot() {
        assertThat(image.with("FIM_ROOT", "0").output("-c", "id -u")).isEqualTo(account.userId() + "\n");
    }

    @Test
    @Needs(Need.SUBORDINATE_IDS)
    void rootOfSubordinateIdsIsARootOfManyUsers() {
        String change = "cd /var; echo x > f; chown 33:34 f; chmod 600 f; mkdir d; chown 1000 d;"
                + " setpriv --reuid 33 --regid 34 --clear-groups sh -c 'cat /var/f; echo y > /var/f; id -u; id -g'";

        assertThat(image.output("fim-root", "--subuid", "sh", "-euc", change)).isEqualTo("x\n33\n34\n");
        assertThat(image.output(
                        "fim-root", "--subuid", "sh", "-c", "stat -c '%u:%g %a' /var/f /etc/passwd; cat /var/f"))
                .isEqualTo("33:34 600\n0:0 644\ny\n");
        assertThat(image.run("fim-exec", "cat", "/etc/os-release").status()).isZero();
        assertThat(image.output("fim-root", "--subuid", "rm", "-r", "/var/f", "/var/d"))
                .isEmpty();
        assertThat(image.run("fim-root", "--subuid", "mount", "-t", "tmpfs", "x", "/mnt")
                        .status())
                .isNotZero();
    }

    @Test
    void theExitStatusIsTheProgrammes() {
        assertThat(image.run("fim-root", "sh", "-c", "exit 7").status()).isEqualTo(7);
    }

    @Test
    void withoutAProgramItIsAnError() {
        Result result = image.run("fim-root");

        assertThat(result.refusal()).contains("Incorrect number of arguments for fim-root");
        assertThat(result.stdout()).isEmpty();
    }

    @Test
    void packagesOfTheGuestCanBeListed() {
        assertThat(image.output("fim-root", "dpkg-query", "-W", "-f", "${Package}\\n"))
                .contains("base-files\n", "apt\n");
    }

    @Test
    void whatIsShownReadOnlyStaysSo() {
        Path music = workspace.makeFolder(workspace.folder().resolve("music"));
        workspace.write(music.resolve("a"), "song");
        workspace.ownCopy();
        image.output("fim-bind", "add", "ro", music.toString(), "/music");
        String write = "mount -o remount,bind,rw /music; echo X > /music/a";
        assertThat(image.run("fim-root", "sh", "-c", write).status()).isNotZero();
        assertThat(image.with("FIM_ROOT", "1")
                        .run("fim-exec", "sh", "-c", write)
                        .status())
                .isNotZero();
        image.output("fim-env", "add", "UID=0");
        assertThat(image.run("fim-exec", "sh", "-c", write).status()).isNotZero();
        assertThat(music.resolve("a")).hasContent("song");
    }

    @Test
    void rootHasTheSameCapabilitiesWhoeverRunsIt() {
        // The bounding set does not count: without new privileges nothing is gained from it.
        String capabilities = "grep Cap[EP] /proc/self/status | cut -f 2 | sort -u";
        assertThat(image.output("fim-root", "sh", "-c", capabilities)).isEqualTo("00000000800405fb\n");
    }

    @Test
    void rootGivesFilesAwayAndChangesItsRoot() {
        assertThat(image.output("fim-root", "sh", "-c", "touch /own && chown 0:0 /own && chroot / id -u"))
                .isEqualTo("0\n");
    }
}

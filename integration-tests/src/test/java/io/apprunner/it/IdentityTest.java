// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.it.support.Account;
import io.apprunner.it.support.ImageTest;
import io.apprunner.it.support.Need;
import io.apprunner.it.support.Needs;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Who the guest's user is, and what the system files of the image say besides. */
@Needs(Need.FUSE)
class IdentityTest extends ImageTest {
    @Test
    void theUserIsTheFirstOfTheImagesUsers() {
        assertThat(image.guest("head -n 1 /etc/passwd | cut -d : -f 1-6; getent passwd \"$(id -u)\" | cut -d : -f 1"))
                .isEqualTo("%s:x:%d:%d:%s:%s\n%s\n"
                        .formatted(
                                account.login(),
                                account.userId(),
                                account.groupId(),
                                account.login(),
                                workspace.home(),
                                account.login()));
        assertThat(image.guest("id nobody > /dev/null && id daemon > /dev/null && echo known"))
                .isEqualTo("known\n");
        assertThat(image.guest("id -gn").strip()).isNotEmpty().doesNotMatch("[0-9]+");
    }

    @Test
    void usersThatAreAddedStay() {
        image.output("fim-root", "useradd", "-r", "-u", "321", "extra");
        assertThat(image.output("fim-root", "id", "-u", "extra")).isEqualTo("321\n");
        assertThat(image.output("fim-exec", "id", "-u", "extra")).isEqualTo("321\n");
        assertThat(image.output("fim-exec", "whoami")).isEqualTo(account.login() + "\n");
        image.output("fim-root", "userdel", "extra");
        assertThat(image.run("fim-root", "id", "extra").status()).isEqualTo(1);
    }

    @Test
    void systemFilesAreNotChangedByAMereStart() {
        image.guest("true");
        assertThat(workspace.script(
                        "find \"$1\" -name passwd -o -name group -o -name shadow -o -name hosts", workspace.data()))
                .isEmpty();
    }

    @Test
    void filesKeepTheirModes() {
        assertThat(image.output("fim-root", "stat", "-c", "%a", "/etc/passwd", "/etc/shadow", "/etc"))
                .isEqualTo("644\n640\n755\n");
    }

    @Test
    void theHostNameIsItsOwnAndIsFound() {
        assertThat(image.guest("uname -n")).isEqualTo("debian\n");
        assertThat(image.guest("getent hosts \"$(uname -n)\" > /dev/null && echo found"))
                .isEqualTo("found\n");
    }

    @Test
    void aHomeThatIsNotSetIsThatOfThePasswords() {
        assertThat(image.without("HOME").run("fim-exec", "true").status()).isZero();
        assertThat(image.without("HOME").without("USER").output("fim-exec", "whoami"))
                .isEqualTo(account.login() + "\n");
    }

    @Test
    void aUserIdAboveTwoToThe31Starts() {
        Assumptions.assumingThat(account == Account.ROOT, () -> {
            String id = "3000000000";
            workspace.script("chown " + id + ":" + id + " \"$1\" \"$2\"", workspace.home(), workspace.runtime());
            var user = image.behind("setpriv", "--reuid", id, "--regid", id, "--clear-groups", "--")
                    .without("USER");
            assertThat(user.guest("id -u; id -g; touch \"$HOME/x\" && stat -c %u \"$HOME/x\""))
                    .isEqualTo((id + "\n").repeat(3));
            assertThat(user.output("fim-root", "id", "-u")).isEqualTo("0\n");
        });
    }

    @Test
    void theTimeZoneIsTheHosts() {
        String format = "date -d @0 +%z";
        assertThat(image.guest(format)).isEqualTo(workspace.script("TZ= ; unset TZ; " + format));
        assertThat(image.with("TZ", "Asia/Tokyo").guest(format)).isEqualTo("+0900\n");
    }

    @Test
    void theStoredPromptIsTheShells() {
        assertThat(image.guest("cat \"$BASHRC_FILE\"")).isEqualTo("export PS1=\"[flatimage-debian] \\W > \"\n");
        assertThat(image.output("fim-exec", "--env", "PS1=[myapp] \\W > ", "cat", "/proc/self/environ"))
                .contains("PS1=[myapp] \\W > ");
        assertThat(image.output("fim-exec", "--env", "PS1=[myapp] \\W > ", "sh", "-c", "cat \"$BASHRC_FILE\""))
                .isEqualTo("export PS1=\"[myapp] \\W > \"\n");
    }

    @Test
    void localesThatTheImageLacksMakeNoNoise() {
        var result = image.with("LC_ALL", "xx_XX.UTF-8").run("fim-exec", "sh", "-c", "echo \"${LC_ALL-none} $LANG\"");
        assertThat(result.stdout()).isEqualTo("none C.UTF-8\n");
        assertThat(result.stderr()).isEmpty();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.it.support.Account;
import io.apprunner.it.support.Executable;
import io.apprunner.it.support.ImageTest;
import io.apprunner.it.support.Need;
import io.apprunner.it.support.Needs;
import io.apprunner.it.support.Running;
import io.apprunner.it.support.Workspace;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@Needs(Need.FUSE)
class ConcurrencyTest extends ImageTest {
    private static final int STARTS = 10;

    @Test
    void tenStartsAtOnceSucceed() {
        assertAllSucceed(start(image, "echo $$ > /new && cat /etc/hostname > /dev/null && echo fine"));
    }

    @Test
    void tenStartsAtOnceWithDataDirsOfTheirOwnSucceed() {
        List<Running> all = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            all.add(image.with("FIM_DIR_DATA", workspace.folder() + "/data" + i)
                    .start("fim-exec", "sh", "-c", "echo x > /new; echo fine"));
        }
        assertAllSucceed(all);
    }

    @Test
    void nothingThatTenStartsWriteIsLost() {
        List<Running> all = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            all.add(image.start("fim-exec", "sh", "-c", "echo x > /new" + i + "; echo fine"));
        }
        assertAllSucceed(all);

        assertThat(image.guest("ls /new* | wc -l")).isEqualTo(STARTS + "\n");
    }

    @Test
    @Needs(Need.TWO_ACCOUNTS)
    void twoUsersAtOnceSucceed() {
        Account other = account == Account.ROOT ? Account.ORDINARY_USER : Account.ROOT;
        try (Workspace second = Workspace.of(other, workspace.image())) {
            Executable theirs = second.executable().at(workspace.image());
            List<Running> all = start(image, "id -u > /mine; echo fine");
            all.addAll(start(theirs, "id -u > /mine; echo fine"));
            assertAllSucceed(all);

            assertThat(image.output("fim-exec", "cat", "/mine")).isEqualTo(account.userId() + "\n");
            assertThat(theirs.output("fim-exec", "cat", "/mine")).isEqualTo(other.userId() + "\n");
        }
    }

    private static List<Running> start(Executable program, String script) {
        List<Running> all = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            all.add(program.start("fim-exec", "sh", "-c", script));
        }
        return all;
    }

    private static void assertAllSucceed(List<Running> all) {
        try {
            assertThat(all)
                    .allSatisfy(
                            running -> assertThat(running.result().success()).isEqualTo("fine\n"));
        } finally {
            all.forEach(Running::close);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.it.support.Account;
import io.apprunner.it.support.Need;
import io.apprunner.it.support.Needs;
import io.apprunner.it.support.OwnImageTest;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class LimitsTest extends OwnImageTest {
    @Test
    void limitsAreListedAndForgotten() {
        assertThat(image.output("fim-limits", "list")).isEmpty();
        image.output("fim-limits", "set", "memory=2G", "tmp=1536m", "processes=100");
        assertThat(image.output("fim-limits", "list")).isEqualTo("memory=2G\nprocesses=100\ntmp=1536M\n");
        image.output("fim-limits", "set", "memory=none", "processes=7");
        assertThat(image.output("fim-limits", "list", "--json"))
                .isEqualTo("{\n  \"processes\": 7,\n  \"tmp\": 1610612736\n}\n");
        image.output("fim-limits", "clear");
        assertThat(image.output("fim-limits", "list", "--json").strip()).isEqualTo("{}");
    }

    @Test
    void wrongCommandLinesAreExplainedAndChangeNothing() {
        refuses("Missing op for fim-limits (set,list,clear)", "fim-limits");
        refuses("Missing arguments for 'SET'", "fim-limits set");
        refuses("Invalid limit 'memry'", "fim-limits set tmp=1M memry=1G");
        refuses("Invalid value '1K' for 'processes'", "fim-limits set processes=1K");
        refuses("Invalid value '' for 'tmp'", "fim-limits set tmp");
    }

    @Test
    @Needs(Need.FUSE)
    void theGuestsFolderForTemporaryFilesHasTheSize() {
        image.output("fim-limits", "set", "tmp=1M");
        assertThat(image.guest("head -c 900000 /dev/zero > /tmp/a && echo fits; "
                        + "head -c 2000000 /dev/zero > /tmp/b 2> /dev/null || echo full"))
                .isEqualTo("fits\nfull\n");
    }

    @Test
    @Needs(Need.FUSE)
    void processesOfTheGuestAreLimitedInWhatTheyAllocate() {
        image.output("fim-limits", "set", "memory=64M");
        assertThat(image.output("fim-exec", "bash", "-c", "ulimit -d; ulimit -Hd"))
                .isEqualTo("65536\n65536\n");
        assertThat(image.run("fim-exec", "bash", "-c", "x=$(head -c 90000000 /dev/zero | tr '\\0' x); echo ${#x}")
                        .status())
                .isNotZero();
    }

    @Test
    @Needs(Need.FUSE)
    void theGuestHasSoManyProcessesOnly() {
        image.output("fim-limits", "set", "processes=20");
        assertThat(image.output("fim-exec", "bash", "-c", "ulimit -u")).isEqualTo("20\n");
        Assumptions.assumingThat(
                account == Account.ORDINARY_USER,
                () -> assertThat(image.guest("sh -c 'for i in $(seq 30); do sleep 1 & done' 2> /dev/null;"
                                        + " set -- /proc/[0-9]*; echo $#")
                                .strip())
                        .matches("1[5-9]|2[0-4]"));
    }
}

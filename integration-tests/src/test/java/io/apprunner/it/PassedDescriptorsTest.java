// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.it.support.ImageTest;
import io.apprunner.it.support.Images;
import io.apprunner.it.support.Need;
import io.apprunner.it.support.Needs;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Files that the caller's shell has opened for the guest. */
@Needs(Need.FUSE)
class PassedDescriptorsTest extends ImageTest {
    @Override
    protected Path original() {
        return Images.busybox();
    }

    private String said(String script) {
        return image.behindScript("set -e -o pipefail; " + script).output();
    }

    @Test
    void aDescriptorThatIsPreservedIsTheGuests() {
        assertThat(said("\"$@\" fim-exec --preserve-fds 1 cat /proc/self/fd/3 3< <(echo three)"))
                .isEqualTo("three\n");
        assertThat(said("\"$@\" fim-root --preserve-fds 2 sh -c 'cat <&3; echo out >&4' 3< <(echo in) 4>&1"))
                .isEqualTo("in\nout\n");
    }

    @Test
    void twelveOfThemWork() {
        assertThat(said("for i in 3 4 5 6 7 8 9 10 11 12 13 14; do eval \"exec $i< <(echo $i)\"; done; "
                        + "\"$@\" fim-exec --preserve-fds 12 sh -c 'for i in 3 8 9 14; do cat /proc/self/fd/$i; done'"))
                .isEqualTo("3\n8\n9\n14\n");
    }

    @Test
    void nothingElseReachesTheGuest() {
        String open = "for f in /proc/self/fd/*; do test -e $f && echo ${f##*/}; done; true";
        assertThat(said("exec 3<&0 4<&0 5<&0 17<&0; \"$@\" fim-exec --preserve-fds 1 sh -c '" + open + "'"))
                .isEqualTo("0\n1\n2\n3\n");
        assertThat(said("exec 3<&0; \"$@\" fim-exec sh -c '" + open + "'")).isEqualTo("0\n1\n2\n");
    }

    @Test
    void theEndOfAPipeIsSeenWhenTheGuestClosesIt() {
        assertThat(said("mkfifo pipe; (cat pipe > got; echo end > ended) & \"$@\" fim-exec --preserve-fds 1 "
                        + "sh -c 'echo x >&3; exec 3>&-; sleep 2; exit 0' 3>pipe > /dev/null & "
                        + "sleep 1.7; cat got; cat ended 2>/dev/null || echo open; wait"))
                .isEqualTo("x\nend\n");
    }

    @Test
    void oneThatIsNotOpenIsRefused() {
        assertThat(image.run("fim-exec", "--preserve-fds", "1", "true").refusal())
                .contains("descriptor 3");
        assertThat(image.run("fim-exec", "--preserve-fds", "-1", "true").refusal())
                .contains("-1");
    }
}

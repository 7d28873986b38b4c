// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.it.support.Account;
import io.apprunner.it.support.ImageTest;
import io.apprunner.it.support.Images;
import io.apprunner.it.support.Need;
import io.apprunner.it.support.Needs;
import io.apprunner.it.support.Probe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What a guest types into the terminal would be the next command of the user's shell. */
@Needs({Need.FUSE, Need.PYTHON})
class TypingTest extends ImageTest {
    @Override
    protected Path original() {
        return Images.busybox();
    }

    @Test
    void nothingThatAGuestTypesIsReadByTheShell() throws IOException {
        Path probe = Probe.compile(workspace.folder());
        image.reading(Files.readAllBytes(probe)).output("fim-root", "sh", "-c", "cat > /probe; chmod 755 /probe");
        // The kernel lets root type in any case.
        Assumptions.assumingThat(
                account == Account.ROOT,
                () -> assertThat(read(probe.toString())).matches("t+y+p+e+d+"));
        for (String command : new String[] {"fim-exec", "fim-root"}) {
            String guest = workspace.image() + " " + command;
            assertThat(read(guest + " /probe")).isEmpty();
            assertThat(read(guest + " sh -c '\"$@\" < /dev/null > /dev/null 2>&1' sh /probe"))
                    .isEmpty();
        }
    }

    /** What a shell that has started the program at a terminal reads afterwards. */
    private String read(String program) {
        String script = program + " --type; read -r -t 1 line; echo \"[$line]\" > read";
        image.at("python3").run("-c", "import pty, sys; pty.spawn(['bash', '-c', sys.argv[1]])", script);
        return workspace.script("cat read; rm read").strip().replaceAll("^\\[|\\]$", "");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.it.support.ImageTest;
import io.apprunner.it.support.Need;
import io.apprunner.it.support.Needs;
import io.apprunner.it.support.Result;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

@Needs(Need.FUSE)
class BootTest extends ImageTest {
    @Test
    void argumentsThatNameNoCommandAreTheShells() {
        assertThat(image.output("-c", "echo hi")).isEqualTo("hi\n");
    }

    @Test
    void withoutArgumentsTheShellReadsItsInput() {
        byte[] script = "echo from $BASH_VERSION\n".getBytes(StandardCharsets.UTF_8);

        assertThat(image.reading(script).output()).matches("from 5\\..*\n");
    }

    @Test
    void argumentsOfTheScriptArriveUnchanged() {
        assertThat(image.output("-c", "printf '%s|' \"$@\"", "name", "", "-Xmx1g", "a b", "--help"))
                .isEqualTo("|-Xmx1g|a b|--help|");
    }

    @Test
    void theExitStatusIsTheShells() {
        assertThat(image.run("-c", "exit 42").status()).isEqualTo(42);
    }

    @Test
    void helpIsTheShellsHelp() {
        assertThat(image.output("--version")).startsWith("GNU bash");
    }

    @Test
    void anUnknownCommandIsRefused() {
        Result result = image.run("fim-no-such-command", "x");

        result.refusal();
        assertThat(result.stdout()).isEmpty();
    }

    @Test
    void namesOfCommandsAreCaseSensitive() {
        assertThat(image.run("FIM-EXEC", "true").status()).isEqualTo(127);
    }
}

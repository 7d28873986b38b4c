// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.it.support.ImageTest;
import io.apprunner.it.support.Images;
import io.apprunner.it.support.Need;
import io.apprunner.it.support.Needs;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The manual pages. */
class ManualTest extends ImageTest {
    @Override
    protected Path original() {
        return Images.launcher();
    }

    @ParameterizedTest
    @ValueSource(strings = {"exec", "root", "layer", "boot", "perms", "env", "bind", "overlay", "reset", "help"})
    @Needs(Need.GROFF)
    void aPageOfACommandIsFormattedWithoutAWarning(String topic) {
        assertThat(formatted(image.output("fim-help", "man", topic)))
                .contains("app-runner-fim-" + topic + " - ", "app-runner fim-" + topic, "SEE ALSO");
    }

    @Test
    @Needs(Need.GROFF)
    void thePageOfTheProgramListsCommandsAndVariables() {
        assertThat(formatted(image.output("fim-help", "man")))
                .contains("app-runner - ", "fim-exec", "fim-help", "FIM_DIR_DATA", "EXIT STATUS");
    }

    @Test
    void anUnknownCommandHasNoPage() {
        assertThat(image.run("fim-help", "man", "no").refusal()).contains("Invalid argument for help command: no");
    }

    /** As plain text; a warning of groff fails the script. */
    private String formatted(String page) {
        Path file = workspace.write(workspace.work().resolve("page.1"), page);
        return workspace
                .script("groff -man -ww -Tutf8 -rHY=0 -P-cbou \"$1\"", file)
                .replaceAll(" +", " ")
                .replace('\u2010', '-');
    }
}

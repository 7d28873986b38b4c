// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.it.support.ImageTest;
import io.apprunner.it.support.Images;
import io.apprunner.it.support.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest extends ImageTest {
    @Override
    protected Path original() {
        return Images.launcher();
    }

    @Test
    void theGeneralHelpGoesToStandardOutputToo() {
        assertThat(image.output("fim-help")).contains("fim-exec", "fim-root", "fim-layer", "fim-version", "Usage:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exec",
                "root",
                "layer",
                "version",
                "help",
                "boot",
                "perms",
                "unshare",
                "env",
                "bind",
                "overlay",
                "casefold",
                "notify",
                "remote",
                "desktop",
                "reset"
            })
    void theHelpOfACommandGoesToStandardOutput(String topic) {
        assertThat(image.output("fim-help", topic))
                .startsWith("fim-" + topic + " : ")
                .contains("Usage: fim-" + topic);
    }

    @Test
    void theSettingsAreATopicToo() {
        assertThat(image.output("fim-help", "settings"))
                .startsWith("settings : ")
                .contains("FIM_OVERLAY", "FIM_LAYERS", "FIM_COMPRESSION_LEVEL");
    }

    @Test
    void anUnknownTopicIsRefused() {
        Result result = image.run("fim-help", "no-such-topic");

        assertThat(result.refusal()).contains("Invalid argument for help command: no-such-topic");
        assertThat(result.stdout()).isEmpty();
    }

    @Test
    void controlCharactersOfATopicDoNotReachTheTerminal() {
        Result result = image.run("fim-help", "\u001b[31mred");

        result.refusal();
        assertThat(result.stderr()).doesNotContain("\u001b");
    }

    @Test
    void linesFitIntoAPlainTerminal() {
        assertThat(image.run("fim-help").stderr().lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void helpMakesNoFiles() {
        image.output("fim-help", "exec");

        assertThat(workspace.data()).doesNotExist();
        assertThat(workspace.home()).isEmptyDirectory();
    }
}

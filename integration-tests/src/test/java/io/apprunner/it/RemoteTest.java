// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.it.support.OwnImageTest;
import org.junit.jupiter.api.Test;

class RemoteTest extends OwnImageTest {
    @Test
    void theAddressIsShownUntilItIsCleared() {
        assertThat(image.output("fim-remote", "set", "https://example.org"))
                .contains("Set remote URL to 'https://example.org'");
        assertThat(image.output("fim-remote", "show")).isEqualTo("https://example.org\n");
        assertThat(image.output("fim-remote", "clear")).contains("Cleared remote URL");
        refuses("No remote URL configured", "fim-remote show");
    }

    @Test
    void wrongCommandLinesAreExplained() {
        refuses("Missing op for 'fim-remote' (<set|show|clear>)", "fim-remote");
        refuses("Invalid remote operation", "fim-remote no");
        refuses("Missing URL for 'set' operation", "fim-remote set");
        refuses("Trailing arguments for fim-remote: ['extra',]", "fim-remote show extra");
    }
}

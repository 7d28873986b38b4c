// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.it.support.Need;
import io.apprunner.it.support.Needs;
import io.apprunner.it.support.OwnImageTest;
import org.junit.jupiter.api.Test;

class StoredBootTest extends OwnImageTest {
    @Test
    void itIsShownAsJson() {
        String unset = "{\n  \"args\": [],\n  \"program\": \"bash\"\n}\n";
        assertThat(image.output("fim-boot", "show")).isEqualTo(unset);
        assertThat(image.output("fim-boot", "set", "sh", "-c", "a b")).isEmpty();
        assertThat(image.output("fim-boot", "show"))
                .isEqualTo("{\n  \"args\": [\n    \"-c\",\n    \"a b\"\n  ],\n  \"program\": \"sh\"\n}\n");
        assertThat(image.output("fim-boot", "clear")).isEmpty();
        assertThat(image.output("fim-boot", "show")).isEqualTo(unset);
    }

    @Test
    @Needs(Need.FUSE)
    void itRunsWithTheUsersArgumentsBehindItsOwn() {
        image.output("fim-boot", "set", "printf", "%s|", "a b");
        assertThat(image.output("c", "--d")).isEqualTo("a b|c|--d|");
    }

    @Test
    @Needs(Need.FUSE)
    void variablesInTheProgramAreExpanded() {
        image.output("fim-boot", "set", "$TOOL", "$TOOL");
        assertThat(image.with("TOOL", "echo").output()).isEqualTo("$TOOL\n");
    }

    @Test
    void wrongCommandLinesAreExplained() {
        refuses("Missing op for 'fim-boot' (<set|show|clear>)", "fim-boot");
        refuses("Invalid boot operation", "fim-boot no");
        refuses("Missing program for 'set' operation", "fim-boot set");
        refuses("Trailing arguments for fim-boot: ['hello',]", "fim-boot show hello");
        refuses("Trailing arguments for fim-boot: ['hello',]", "fim-boot clear hello");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GivenVariablesTest {
    private static final Map<String, String> HOST = Map.of("TOKEN", "secret", "EMPTY", "");

    @Test
    void aNameAloneHasTheHostsValue() {
        assertThat(given("TOKEN", "EMPTY", "MISSING")).isEqualTo(Map.of("TOKEN", "secret", "EMPTY", ""));
    }

    @Test
    void aValueIsKeptAsItIs() {
        assertThat(given("A=b=c d\n$X", "TOKEN=")).isEqualTo(Map.of("A", "b=c d\n$X", "TOKEN", ""));
    }

    @Test
    void theLastOfANameCounts() {
        assertThat(given("A=1", "A=2", "TOKEN=x", "TOKEN")).isEqualTo(Map.of("A", "2", "TOKEN", "secret"));
    }

    @Test
    void aVariableHasAName() {
        assertThatThrownBy(() -> given("=x")).hasMessage("'=x' is no variable for --env");
        assertThatThrownBy(() -> given("")).hasMessage("'' is no variable for --env");
    }

    private static Map<String, String> given(String... words) {
        return GivenVariables.of(List.of(words), HOST);
    }
}

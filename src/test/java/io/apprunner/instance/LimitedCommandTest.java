// SPDX-License-Identifier: Apache-2.0
package io.apprunner.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.db.Limits;
import io.apprunner.db.Limits.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LimitedCommandTest {
    private static final List<String> COMMAND = List.of("program", "$(id)");

    @Test
    void withoutLimitsACommandIsAsItWas() {
        assertThat(LimitedCommand.of("/bash", Limits.NONE, COMMAND)).isEqualTo(COMMAND);
        assertThat(LimitedCommand.of("/bash", new Limits(Map.of(Kind.TMP, 1L << 20)), COMMAND))
                .isEqualTo(COMMAND);
    }

    @Test
    void theShellSetsLimitsAndRunsTheCommand() {
        Limits limits = new Limits(Map.of(Kind.PROCESSES, 20L, Kind.MEMORY, 3L << 20));
        assertThat(LimitedCommand.of("/bash", limits, COMMAND))
                .containsExactly(
                        "/bash",
                        "-p",
                        "-c",
                        "ulimit -u 20 2> /dev/null; ulimit -d 3072 2> /dev/null; \"$@\"",
                        "bash",
                        "program",
                        "$(id)");
    }
}

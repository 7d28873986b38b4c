// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.layer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.apprunner.command.Screen;
import io.apprunner.command.output.Json;
import io.apprunner.filesystems.layer.LayerInspector;
import io.apprunner.posix.Posix;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayerInspectionTest {
    private static final String LAYER = "src/test/resources/dwarfs/own/tree-default.dwarfs";

    /** What was printed on standard output and standard error. */
    private record Answer(int status, String output, String errors) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "verify --json FILE",
                "verify FILE --json",
                "info --json FILE",
                "info FILE --json",
                "list-files --json FILE",
                "list-files --layer 0 --json FILE",
                "list-files --json --layer 0 FILE",
                "list-files --layer 0 FILE --json",
                "diff --json FILE FILE",
                "diff --layer 0 FILE FILE --json"
            })
    void jsonIsAskedForInFrontOfTheFilesOrAtTheEnd(String line) {
        Answer answer = run(line);

        assertThat(answer.status()).isZero();
        assertThat(answer.output()).startsWith("[").endsWith("]\n");
        assertThat(answer.errors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "verify",
                "info FILE FILE",
                "list-files",
                "diff FILE",
                "extract FILE",
                "verify --layer 0 FILE",
                "info --layer 0 FILE"
            })
    void aWrongNumberOfFilesAndAnOptionOfOthersAreAnsweredWithTheUsage(String line) {
        Answer answer = run(line);

        assertThat(answer.status()).isEqualTo(125);
        assertThat(answer.output()).isEmpty();
        assertThat(answer.errors())
                .contains("usage: fim-layer " + line.split(" ", -1)[0] + " ")
                .doesNotContain("json");
    }

    private Answer run(String line) {
        Screen screen = new Screen();
        int status = screen.run(
                List.of(new LayerInspector(Posix.get()), new Json(new ObjectMapper())),
                ("fim-layer " + line.replace("FILE", LAYER)).split(" ", -1));
        return new Answer(status, screen.output(), screen.errors());
    }
}

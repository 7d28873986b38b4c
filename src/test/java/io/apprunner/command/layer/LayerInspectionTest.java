// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.layer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.apprunner.command.Strict;
import io.apprunner.command.output.Json;
import io.apprunner.filesystems.layer.LayerInspector;
import io.apprunner.posix.Posix;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class LayerInspectionTest {
    private static final String LAYER = "src/test/resources/dwarfs/own/tree-default.dwarfs";

    private final List<Class<?>> made = new ArrayList<>();

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
        assertThat(answer.errors()).contains("usage: fim-layer " + line.split(" ", -1)[0] + " ");
    }

    @Test
    void onlyTheOperationThatIsAskedForIsMade() {
        run("verify FILE");

        assertThat(made).contains(LayerVerifyCommand.class).doesNotContain(LayerInfoCommand.class);
    }

    private Answer run(String line) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        PrintStream out = System.out;
        PrintStream err = System.err;
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
        try {
            int status = Strict.commandLine(new CommandLine(LayerCommand.class, new Beans()), "fim-layer", () -> false)
                    .execute(line.replace("FILE", LAYER).split(" ", -1));
            return new Answer(status, output.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    /** Makes commands and notes which; those of no interest here have nothing behind them. */
    private final class Beans implements CommandLine.IFactory {
        private final LayerInspector layers = new LayerInspector(Posix.get());
        private final Json json = new Json(new ObjectMapper());

        @Override
        public <K> K create(Class<K> type) throws Exception {
            made.add(type);
            if (LayerInspection.class.isAssignableFrom(type)) {
                return type.getConstructor(LayerInspector.class, Json.class).newInstance(layers, json);
            }
            return CommandLine.defaultFactory().create(type);
        }
    }
}

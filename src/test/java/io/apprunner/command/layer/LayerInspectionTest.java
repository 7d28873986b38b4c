// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.layer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.apprunner.command.Screen;
import io.apprunner.command.output.Json;
import io.apprunner.filesystems.layer.LayerInspector;
import io.apprunner.posix.Posix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayerInspectionTest {
    private static final String FLAC = "src/test/resources/dwarfs/more/tree-flac.dwarfs";
    private static final String LAYER = "src/test/resources/dwarfs/own/tree-default.dwarfs";

    @TempDir
    Path folder;

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

    @Test
    void whatIsOnlyUnsupportedIsNotCalledDamaged() {
        Answer answer = run("verify " + FLAC);
        assertThat(answer.status()).isEqualTo(2);
        assertThat(answer.output()).contains("flac", "UNSUPPORTED").doesNotContain("DAMAGED");
        assertThat(run("verify --json " + FLAC).output()).contains("\"sound\": false", "\"verdict\": \"unsupported\"");
        assertThat(run("verify --json FILE").output()).contains("\"sound\": true", "\"verdict\": \"sound\"");
    }

    @Test
    void damageCountsMoreThanWhatIsUnsupported() throws IOException {
        byte[] both = Files.readAllBytes(Path.of(FLAC));
        both[70] ^= 1;
        Path damaged = Files.write(folder.resolve("damaged"), both);
        Answer answer = run("verify " + damaged);
        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.output()).contains("DAMAGED");
    }

    @Test
    void extractionNamesEachFileThatFailsAndGoesOn() {
        Path out = folder.resolve("out");
        Answer answer = run("extract " + FLAC + " " + out);
        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.errors())
                .startsWith("app-runner: cannot extract 'tone.wav': ")
                .contains("flac");
        assertThat(answer.errors().lines()).hasSize(1);
        assertThat(out.resolve("readme.txt")).exists();
        assertThat(out.resolve("tone.wav")).doesNotExist();

        Answer json = run("extract --json --fail-fast " + FLAC + " " + folder.resolve("other"));
        assertThat(json.status()).isEqualTo(1);
        assertThat(json.output()).contains("\"failed\": 1");
    }

    private Answer run(String line) {
        Screen screen = new Screen();
        int status = screen.run(
                List.of(new LayerInspector(Posix.get()), new Json(new ObjectMapper())),
                ("fim-layer " + line.replace("FILE", LAYER)).split(" ", -1));
        return new Answer(status, screen.output(), screen.errors());
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.it.support.Executable;
import io.apprunner.it.support.ImageTest;
import io.apprunner.it.support.Images;
import io.apprunner.it.support.Need;
import io.apprunner.it.support.Needs;
import io.apprunner.it.support.Result;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class VersionTest extends ImageTest {
    private static final String FULL = """
            \\{
              "COMMIT": "[0-9a-z]+",
              "DISTRIBUTION": "%s",
              "TIMESTAMP": "\\d{14}",
              "VERSION": "v\\d+\\.\\d+\\.\\d+\\S*"
            \\}
            """;

    @Test
    void theShortVersionIsOneWord() {
        assertThat(image.output("fim-version", "short")).matches("v\\d+\\.\\d+\\.\\d+\\S*\n");
    }

    @Test
    void theFullVersionIsAnObjectWithSortedKeys() {
        assertThat(image.output("fim-version", "full")).matches(FULL.formatted("DEBIAN"));
    }

    @Test
    void theBareLauncherHasNoDistribution() {
        assertThat(workspace.program(launcher()).output("fim-version", "full")).matches(FULL.formatted("BLUEPRINT"));
    }

    @Test
    void theBundledToolsAreListed() {
        String deps = image.output("fim-version", "deps");

        assertThat(deps).startsWith("{\n").endsWith("\n}\n");
        for (String tool : List.of("bash", "busybox", "bwrap", "leader", "overlayfs", "unionfs")) {
            assertThat(deps).contains("\"" + tool + "\": {");
        }
        assertThat(deps.lines().filter(line -> line.matches(" +\"sha\": \"[0-9a-f]{64}\",")))
                .hasSize(6);
        assertThat(deps).contains("\"source\": \"https://github.com/containers/bubblewrap\"");
        assertThat(deps.lines().filter(line -> line.matches(" +\"url\": \"https://spdx.org/licenses/.*[.]html\"")))
                .hasSize(6);
        assertThat(deps.lines().filter(line -> line.matches(" +\"sha256\": \"[0-9a-f]{64}\",")))
                .hasSize(6);
        assertThat(deps.lines().filter(line -> line.contains("\"licence\": \"")))
                .hasSize(6);
        assertThat(deps.lines().filter(line -> line.contains("\"source\": \"http")))
                .as("those of others")
                .hasSize(5);
        assertThat(deps.lines().filter(line -> line.matches(" +\"version\": \"[^\"]+\"")))
                .hasSize(6);
    }

    @Test
    void withoutOrWithAnUnknownOperationItIsAnError() {
        for (List<String> arguments : List.of(List.of("fim-version"), List.of("fim-version", "long"))) {
            Result result = image.run(arguments);
            assertThat(result.refusal()).contains("Missing op for 'fim-version' (<short|full|deps>)");
            assertThat(result.stdout()).isEmpty();
        }
    }

    @Test
    void itNeedsNoEnvironment() {
        Executable bare = image.without("HOME")
                .without("USER")
                .without("PATH")
                .without("LANG")
                .without("XDG_RUNTIME_DIR");

        assertThat(bare.output("fim-version", "full")).matches(FULL.formatted("DEBIAN"));
    }

    @Test
    void itMakesNoFiles() {
        image.output("fim-version", "full");

        assertThat(workspace.data()).doesNotExist();
        assertThat(workspace.home()).isEmptyDirectory();
        assertThat(workspace.runtime()).isEmptyDirectory();
    }

    @Test
    void itSaysWhenItsOutputCannotBeWritten() {
        Result result = image.behindScript("exec \"$@\" > /dev/full").run("fim-version", "short");

        assertThat(result.status()).isEqualTo(125);
        assertThat(result.stderr()).startsWith("app-runner: cannot write to standard output: no space left");
    }

    @Test
    @Needs(Need.BUBBLEWRAP)
    void theLauncherAloneAnswersInAnEmptyRootWithoutProc() {
        Executable launcher = alone(launcher());

        assertThat(launcher.output("fim-version", "full")).matches(FULL.formatted("BLUEPRINT"));
        assertThat(launcher.output("fim-version", "short")).startsWith("v");
    }

    @Test
    @Needs(Need.BUBBLEWRAP)
    void anImageAloneAnswersInAnEmptyRootWithoutFuse() {
        assertThat(alone(workspace.image()).output("fim-version", "short")).startsWith("v");
        assertThat(alone(workspace.image()).run("fim-help").status()).isZero();
    }

    @Test
    @Needs(Need.BUBBLEWRAP)
    void itAsksNoNameServerForTheNameOfTheHost() {
        // Without /etc/hosts and without a network a question is answered only after its time-out of five seconds.
        assertThat(alone(launcher()).run("fim-version", "short").duration()).isLessThan(Duration.ofSeconds(2));
    }

    /** The launcher at a place that the account can enter. */
    private Path launcher() {
        return workspace.link(Images.launcher(), workspace.folder().resolve("launcher"));
    }

    /** The program is the only file that it sees. */
    private Executable alone(Path file) {
        return image.at("/app-runner")
                .behind("bwrap", "--unshare-all", "--ro-bind", file.toString(), "/app-runner", "--chdir", "/", "--");
    }
}

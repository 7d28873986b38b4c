// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.it.support.ImageTest;
import io.apprunner.it.support.Images;
import io.apprunner.it.support.Need;
import io.apprunner.it.support.Needs;
import io.apprunner.it.support.Running;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user does who types in a terminal; {@code terminal.py} types, and knows what has to come back. */
@Needs({Need.FUSE, Need.PYTHON})
class TerminalTest extends ImageTest {
    private static final int REPETITIONS = Integer.getInteger("app-runner.repetitions", 100);
    private static final int AT_ONCE = 3;
    private static final Path PYTHON = Path.of("/usr/bin/python3");

    @Override
    protected Path original() {
        return Images.busybox();
    }

    private static String driver() {
        try (InputStream in = TerminalTest.class.getResourceAsStream("/terminal.py")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<String> scenarios() throws IOException {
        Process list = new ProcessBuilder(PYTHON.toString(), "-c", driver(), "--list").start();
        return new String(list.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines();
    }

    /** One that does a scenario several times, with data dirs of its own. */
    private Running start(String scenario, int times) {
        return workspace
                .program(PYTHON)
                .with("TMPDIR", workspace.tmp().toString())
                .patient(Duration.ofMinutes(10))
                .start("-c", driver(), workspace.image().toString(), scenario, Integer.toString(times));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void aUserSeesWhatTheProgramItselfWouldShow(String scenario) {
        assertThat(start(scenario, 1).result().success()).isEmpty();
    }

    /** Those where stops, the terminal and the user's next key race with each other. */
    @ParameterizedTest
    @ValueSource(strings = {"program_stops_only_itself_by_stop", "stop_once", "stop_for_the_terminal_once"})
    void stopsAreFollowedUnderLoadAgainAndAgain(String scenario) {
        List<Running> all = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            all.add(start(scenario, (REPETITIONS + AT_ONCE - 1) / AT_ONCE));
        }
        try {
            assertThat(all)
                    .allSatisfy(
                            running -> assertThat(running.result().success()).isEmpty());
        } finally {
            all.forEach(Running::close);
        }
    }

    @Test
    void aProgramThatAShellWouldFindIsStartedWithoutOne() {
        assertThat(image.output("fim-exec", "cat", "/proc/1/comm", "/proc/2/comm"))
                .as("no bash on the way")
                .endsWith("fim-leader\n");
    }
}

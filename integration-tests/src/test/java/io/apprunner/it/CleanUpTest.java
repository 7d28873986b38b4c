// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.it.support.Executable;
import io.apprunner.it.support.Host;
import io.apprunner.it.support.ImageTest;
import io.apprunner.it.support.Images;
import io.apprunner.it.support.Leftovers;
import io.apprunner.it.support.Need;
import io.apprunner.it.support.Needs;
import io.apprunner.it.support.Running;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Needs(Need.FUSE)
class CleanUpTest extends ImageTest {
    private Executable program;
    private Leftovers leftovers;

    @Override
    protected Path original() {
        return Images.busybox();
    }

    @BeforeEach
    void watch() {
        program = Host.isRoot() ? image.withTmp(workspace.tmp()) : image;
        leftovers = new Leftovers(workspace);
    }

    @Test
    void nothingIsLeftAfterTheEnd() {
        program.output("fim-exec", "true");

        leftovers.assertNone();
    }

    @Test
    void nothingIsLeftAfterAFailure() {
        assertThat(program.run("fim-exec", "no-such-program").status()).isEqualTo(127);

        leftovers.assertNone();
    }

    @Test
    void commandsWithoutAContainerLeaveNothing() {
        program.output("fim-version", "full");
        program.output("fim-version", "deps");
        program.output("fim-layer", "list");
        program.output("fim-help", "exec");

        leftovers.assertNone();
    }

    @Test
    void theHostSeesNoMountWhileAGuestRuns() {
        try (Running running = program.start("fim-exec", "sh", "-c", "echo ready; exec sleep 1000")) {
            running.awaitOutput("ready");

            assertThat(Leftovers.hostMounts()).isEmpty();
            assertThat(leftovers.mounts())
                    .as("mounts that processes of the image see")
                    .isNotEmpty();
            assertThat(leftovers.processes()).as("processes of the image").isNotEmpty();
        }
        leftovers.assertNone();
    }

    @ParameterizedTest
    @CsvSource({"INT,130", "TERM,143", "HUP,129", "QUIT,131", "KILL,137"})
    void nothingIsLeftAfterASignal(String signal, int status) {
        try (Running running = program.start("fim-exec", "sh", "-c", "echo ready; exec sleep 1000")) {
            running.awaitOutput("ready");
            running.signal(signal);

            leftovers.assertNone();
            assertThat(running.result().status()).isEqualTo(status);
        }
    }

    @ParameterizedTest
    @CsvSource({"INT", "TERM", "HUP", "KILL"})
    void aDaemonOfTheGuestEndsWithTheLauncher(String signal) {
        String script = "trap '' INT TERM HUP; setsid sleep 1000 > /dev/null 2>&1 < /dev/null &"
                + " trap - INT TERM HUP; echo ready; exec sleep 1000";
        try (Running running = program.start("fim-exec", "sh", "-c", script)) {
            running.awaitOutput("ready");
            running.signal(signal);

            leftovers.assertNone();
        }
    }

    @Test
    void aDaemonOfTheGuestEndsWithTheProgram() {
        String script = "(setsid sh -c 'sleep 1000 & sleep 1000' > /dev/null 2>&1 < /dev/null &); exit 3";
        assertThat(program.run("fim-exec", "sh", "-c", script).status()).isEqualTo(3);

        leftovers.assertNone();
    }

    @Test
    void nothingIsLeftWhenTheLauncherIsKilledWhileItStarts() {
        for (int i = 0; i < 40; i++) {
            try (Running running = program.start("fim-exec", "sleep", "1000")) {
                sleep(i);
                running.signal("KILL");
            }
        }
        leftovers.assertNone();
        assertThat(program.output("fim-exec", "echo", "fine")).isEqualTo("fine\n");
    }

    @Test
    void theNextStartWorksAfterAKill() {
        try (Running running =
                program.start("fim-exec", "sh", "-c", "echo text > /new; sync; echo ready; exec sleep 1000")) {
            running.awaitOutput("ready");
            running.signal("KILL");
        }

        assertThat(program.output("fim-exec", "cat", "/new")).isEqualTo("text\n");
        leftovers.assertNone();
    }

    @Test
    void theGuestIsNotStoppedWhenTheImageIsRemoved() throws java.io.IOException {
        try (Running running =
                image.reading(new byte[0]).start("fim-exec", "sh", "-c", "echo ready; sleep 1; cat /etc/os-release")) {
            running.awaitOutput("ready");
            java.nio.file.Files.delete(workspace.image());

            assertThat(running.result().success()).contains("ID=busybox-test");
        }
        leftovers.assertNone();
    }

    private static void sleep(int milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

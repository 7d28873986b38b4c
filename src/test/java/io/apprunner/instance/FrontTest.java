// SPDX-License-Identifier: Apache-2.0
package io.apprunner.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apprunner.bwrap.host.SubordinateIds;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.posix.Descriptor;
import io.apprunner.posix.FakePosix;
import io.apprunner.posix.MemoryFile;
import io.apprunner.posix.Posix;
import io.apprunner.posix.process.OwnSignals;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrontTest {
    private static final int STDERR = 2;
    private static final Front.Order ORDER = new Front.Order(
            5, 70, 71, 72, PassedDescriptors.NONE, SubordinateIds.NONE, List.of("bwrap", "--", "supervisor"));

    private final FakePosix kernel = new FakePosix();

    @Test
    void theSandboxInheritsThePipeAndTheRealErrorsAndWritesItsOwnWordsElsewhere() {
        kernel.whenStarted(FrontTest::seal).endingWith(0);
        new Front(kernel).run(ORDER, List.of("A=b"));

        assertThat(kernel.started()).singleElement().satisfies(program -> {
            assertThat(program.path()).isEqualTo("/proc/self/fd/5");
            assertThat(program.arguments()).isEqualTo(ORDER.arguments());
            assertThat(program.environment()).containsExactly("A=b");
            assertThat(program.descriptors())
                    .containsOnlyKeys(70, 71, 72, STDERR)
                    .containsEntry(71, STDERR);
            assertThat(program.descriptors().get(STDERR)).isNotEqualTo(STDERR);
        });
    }

    @Test
    void theSandboxIsOutOfReachOfTheTerminalsSignals() {
        kernel.whenStarted(FrontTest::seal).endingWith(0);
        new Front(kernel).run(ORDER, List.of());

        assertThat(kernel.started().getFirst().how()).satisfies(how -> {
            assertThat(how.leadsGroup()).isTrue();
            assertThat(how.blocked()).isEqualTo(OwnSignals.PASSED_ON);
        });
    }

    @Test
    void theStatusOfAnInstanceThatHasStartedIsTheProgramsOwn() {
        kernel.whenStarted(FrontTest::seal).endingWith(7 << 8);
        assertThat(new Front(kernel).run(ORDER, List.of())).isEqualTo(7);
    }

    @Test
    void aSandboxThatFailsIsAnErrorWithItsLastWords() {
        kernel.whenStarted(program -> say(program, "bwrap: some warning\nbwrap: Creating new namespace failed: x\n"))
                .endingWith(1 << 8);
        assertThatThrownBy(() -> new Front(kernel).run(ORDER, List.of()))
                .isInstanceOfSatisfying(
                        AppRunnerException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.HOST))
                .hasMessage("the sandbox could not be set up: Creating new namespace failed: x");
    }

    @Test
    void aSandboxThatEndsWithoutAWordIsAnErrorWithItsStatus() {
        kernel.endingWith(0);
        assertThatThrownBy(() -> new Front(kernel).run(ORDER, List.of())).hasMessageContaining("status 0");
    }

    @Test
    void aSandboxThatASignalEndsBeforeItSaysAWordHasFailedForNoReasonOfItsOwn() {
        kernel.endingWith(9);
        assertThat(new Front(kernel).run(ORDER, List.of())).isEqualTo(137);
    }

    @Test
    void idsAreMappedByProgramsOfRootWhileTheSandboxWaits() {
        SubordinateIds ids = new SubordinateIds(
                List.of("/usr/bin/newuidmap", "0", "1000", "1"), List.of("/usr/bin/newgidmap", "0", "100", "1"));
        kernel.whenStarted(program -> {
                    if (program.path().startsWith("/proc")) {
                        seal(program);
                        Descriptor information = program.descriptor(73);
                        information.writeFully("{\n    \"child-pid\": 77,\n".getBytes(StandardCharsets.UTF_8), "tell");
                    }
                })
                .endingWith(0);
        new Front(kernel)
                .run(new Front.Order(5, 70, 71, 72, PassedDescriptors.NONE, ids, List.of("bwrap")), List.of("A=b"));

        assertThat(kernel.started())
                .extracting(FakePosix.Started::arguments)
                .containsExactly(
                        List.of("bwrap"),
                        List.of("/usr/bin/newuidmap", "77", "0", "1000", "1"),
                        List.of("/usr/bin/newgidmap", "77", "0", "100", "1"));
        assertThat(kernel.started().get(1).environment()).isEmpty();
        assertThat(kernel.started().getFirst().descriptors()).containsKeys(73, 74);
    }

    @Test
    void aRefusalToMapIdsIsToldInItsWords() {
        SubordinateIds ids = new SubordinateIds(List.of("/usr/bin/newuidmap"), List.of("/usr/bin/newgidmap"));
        kernel.whenStarted(program -> {
                    if (program.path().startsWith("/proc")) {
                        program.descriptor(73).writeFully("\"child-pid\": 77".getBytes(StandardCharsets.UTF_8), "tell");
                    } else {
                        say(program, "newuidmap: not allowed\n");
                    }
                })
                .endingWith(1 << 8);
        assertThatThrownBy(() -> new Front(kernel)
                        .run(new Front.Order(5, 70, 71, 72, PassedDescriptors.NONE, ids, List.of("bwrap")), List.of()))
                .hasMessage("user ids could not be mapped: newuidmap: not allowed");
    }

    private static void seal(FakePosix.Started program) {
        words(program).seal();
    }

    private static void say(FakePosix.Started program, String text) {
        words(program).descriptor().writeFully(text.getBytes(StandardCharsets.UTF_8), "say");
    }

    private static MemoryFile words(FakePosix.Started program) {
        return new MemoryFile(Posix.get(), program.descriptor(STDERR));
    }
}

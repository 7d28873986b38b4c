// SPDX-License-Identifier: Apache-2.0
package io.apprunner.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apprunner.bwrap.seccomp.Filter;
import io.apprunner.posix.FakePosix;
import io.apprunner.posix.MemoryFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuestTest {
    private static final int STDERR = 2;
    private static final int REPORT = 4;
    private static final int OPTIONS = 5;
    private static final int FILTER = 6;

    private final FakePosix kernel = new FakePosix();
    private final MemoryFile bwrap = MemoryFile.empty(kernel, "bwrap");

    @AfterEach
    void close() {
        bwrap.close();
    }

    private int run(String... options) {
        return Guest.start(
                        kernel,
                        bwrap.descriptor(),
                        List.of(options),
                        new Filter(List.of(6L)),
                        PassedDescriptors.NONE,
                        List.of("shell", "--", "x"),
                        List.of("A=b"))
                .await(Path.of("/data/root"));
    }

    @Test
    void theOptionsTravelByAFileThatOtherUsersCannotRead() {
        AtomicReference<String> read = new AtomicReference<>("");
        kernel.whenStarted(program -> read.set(text(program, OPTIONS))).endingWith(0);
        run("--bind", "/a b", "", "/c");

        assertThat(read.get()).isEqualTo("--bind\0/a b\0\0/c\0");
        assertThat(kernel.started().getFirst().arguments())
                .containsExactly("bwrap", "--seccomp", "6", "--args", "5", "--", "shell", "--", "x");
    }

    @Test
    void theFilterOfSystemCallsTravelsLikewise() {
        AtomicReference<String> read = new AtomicReference<>("");
        kernel.whenStarted(program -> read.set(text(program, FILTER))).endingWith(0);
        run();

        assertThat(read.get()).isEqualTo("\6\0\0\0\0\0\0\0");
    }

    @Test
    void theProgramThatIsExecutedIsNoneOfTheNumbersThatAreGivenAway() {
        kernel.endingWith(0);
        run();
        String path = kernel.started().getFirst().path();
        assertThat(Integer.parseInt(path.substring(path.lastIndexOf('/') + 1))).isGreaterThan(OPTIONS);
    }

    @Test
    void theStatusOfAShellThatHasReportedItselfIsTheProgramsOwn() {
        kernel.whenStarted(program -> write(program, REPORT, "\n")).endingWith(1 << 8);
        assertThat(run()).isEqualTo(1);
    }

    @Test
    void aShellThatHasNotReportedItselfIsASandboxThatFailed() {
        kernel.whenStarted(program -> write(program, STDERR, "bwrap: Can't mkdir /x: Read-only file system\n"))
                .endingWith(1 << 8);
        assertThatThrownBy(this::run)
                .hasMessage("the sandbox could not be set up: Can't mkdir /x: Read-only file system");
    }

    @Test
    void aProgramIsDataForTheShell() {
        assertThat(Guest.command("/bin/bash", PassedDescriptors.NONE, List.of("$(id)", "; x")))
                .startsWith("/bin/bash", "-p", "-c")
                .endsWith("bash", "$(id)", "; x")
                .element(3)
                .asString()
                .doesNotContain("id")
                .endsWith("\"$@\"");
    }

    @Test
    void theNumbersOfTheShellAreBehindThoseOfTheProgram() {
        assertThat(Guest.command("/bin/bash", new PassedDescriptors(9), List.of("x")))
                .element(3)
                .asString()
                .startsWith("exec 2>&12 12>&-; echo >&13; exec 13>&-;");
    }

    private static void write(FakePosix.Started program, int number, String text) {
        program.descriptor(number).writeFully(text.getBytes(StandardCharsets.UTF_8), "write");
    }

    private static String text(FakePosix.Started program, int number) {
        return new String(program.descriptor(number).readUpTo(1000, "read"), StandardCharsets.UTF_8);
    }
}

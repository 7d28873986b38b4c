// SPDX-License-Identifier: Apache-2.0
package io.apprunner.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apprunner.bwrap.seccomp.Filter;
import io.apprunner.filesystems.mount.LayerView;
import io.apprunner.instance.system.SystemPlan;
import io.apprunner.instance.terminal.LeaderLine;
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
    private static final int LINE = 4;
    private static final int OPTIONS = 5;
    private static final int FILTER = 6;

    private final FakePosix kernel = new FakePosix();
    private final MemoryFile bwrap = MemoryFile.empty(kernel, "bwrap");
    private final LeaderLine line = LeaderLine.open(kernel);

    @AfterEach
    void close() {
        bwrap.close();
        line.close();
    }

    private int run(String... options) {
        SupervisorPlan plan = new SupervisorPlan(
                0,
                bwrap.descriptor().number(),
                0,
                0,
                line.ends().theirs().number(),
                PassedDescriptors.NONE,
                new PrivateMounts(Path.of("/")),
                Path.of("/"),
                Path.of("/"),
                LayerView.PLAIN,
                "",
                new SystemPlan("", "", List.of(), ""),
                List.of(),
                List.of(),
                List.of(),
                List.of(options),
                new Filter(List.of(6L)),
                false,
                List.of("leader", "--", "x"));
        return Guest.start(kernel, plan, plan.options(), List.of("A=b")).await(Path.of("/data/root"));
    }

    @Test
    void theOptionsTravelByAFileThatOtherUsersCannotRead() {
        AtomicReference<String> read = new AtomicReference<>("");
        kernel.whenStarted(program -> read.set(text(program, OPTIONS))).endingWith(0);
        run("--bind", "/a b", "", "/c");

        assertThat(read.get()).isEqualTo("--bind\0/a b\0\0/c\0");
        assertThat(kernel.started().getFirst().arguments())
                .containsExactly("bwrap", "--seccomp", "6", "--args", "5", "--", "leader", "--", "x");
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
    void theStatusOfASandboxWhoseLeaderHasSealedItsErrorsIsTheProgramsOwn() {
        kernel.whenStarted(program -> new MemoryFile(kernel, program.descriptor(STDERR)).seal())
                .endingWith(1 << 8);
        assertThat(run()).isEqualTo(1);
    }

    @Test
    void theLeaderIsTheOnlyOneWhoKeepsTheLineToTheFront() {
        kernel.whenStarted(program ->
                        program.descriptor(LINE).writeFully("R\0\0".getBytes(StandardCharsets.US_ASCII), "report"))
                .endingWith(0);
        run();
        assertThat(line.receive()).contains(new LeaderLine.Report.Standing());
        assertThat(line.receive()).contains(new LeaderLine.Report.Gone());
    }

    @Test
    void aLeaderThatHasNotSealedThemIsASandboxThatFailed() {
        kernel.whenStarted(program -> write(program, STDERR, "bwrap: Can't mkdir /x: Read-only file system\n"))
                .endingWith(1 << 8);
        assertThatThrownBy(this::run)
                .hasMessage("the sandbox could not be set up: Can't mkdir /x: Read-only file system");
    }

    @Test
    void theLeaderIsToldItsNumbersWhichAreBehindThoseOfTheProgram() {
        assertThat(Guest.command("/leader", "/bash", new PassedDescriptors(9), List.of("$(id)", "; x")))
                .containsExactly("/leader", "13", "12", "/bash", "$(id)", "; x");
    }

    private static void write(FakePosix.Started program, int number, String text) {
        program.descriptor(number).writeFully(text.getBytes(StandardCharsets.UTF_8), "write");
    }

    private static String text(FakePosix.Started program, int number) {
        return new String(program.descriptor(number).readUpTo(1000, "read"), StandardCharsets.UTF_8);
    }
}

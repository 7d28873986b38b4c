// SPDX-License-Identifier: Apache-2.0
package io.apprunner.subprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.posix.Constants;
import io.apprunner.posix.Descriptor;
import io.apprunner.posix.MemoryFile;
import io.apprunner.posix.Posix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubprocessTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final Subprocess subprocess = new Subprocess(Posix.get());

    @Test
    void theOutcomeHasStatusOutputAndTheLastWords() {
        Outcome outcome = subprocess.run(shell("echo out; echo one >&2; echo two >&2; exit 3"));
        assertThat(outcome.status()).isEqualTo(3);
        assertThat(outcome.text()).isEqualTo("out\n");
        assertThat(outcome.errors()).isEqualTo("one; two");
        assertThatThrownBy(outcome::success)
                .isInstanceOfSatisfying(AppRunnerException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.PROGRAM);
                    assertThat(e.hint()).isEqualTo("it said: one; two");
                })
                .hasMessage("sh failed with exit status 3");
    }

    @Test
    void argumentsAndEnvironmentArePassedUnchangedAndNothingElse() {
        Program env = Program.find("env", "/usr/bin:/bin").orElseThrow();
        assertThat(subprocess
                        .run(Invocation.of(env, List.of(), List.of("A=b c", "D=$A"), PATIENCE))
                        .text())
                .isEqualTo("A=b c\nD=$A\n");
        Invocation words = shell("printf '<%s>' \"$@\"", "", "a b", "$(x)", "ü\n");
        assertThat(subprocess.run(words).text()).isEqualTo("<><a b><$(x)><ü\n>");
    }

    @Test
    void theInputIsGivenOrEmpty() {
        assertThat(subprocess.run(shell("cat")).output()).isEmpty();
        byte[] large = "0123456789".repeat(200_000).getBytes(StandardCharsets.US_ASCII);
        assertThat(subprocess
                        .run(shell("cat").reading(large).keeping(large.length))
                        .output())
                .isEqualTo(large);
        assertThat(subprocess.run(shell("exit 0").reading(large)).status()).isZero();
    }

    @Test
    void theWorkingFolderCanBeChosen() {
        assertThat(subprocess.run(shell("pwd -P").in(Path.of("/usr"))).text()).isEqualTo("/usr\n");
        assertThatThrownBy(() -> subprocess.run(shell("pwd").in(folder.resolve("missing"))))
                .hasMessageContaining("cannot start sh");
    }

    @Test
    void aMissingProgramCannotBeStarted() {
        Program missing = new Program("missing", folder.resolve("missing").toString());
        assertThatThrownBy(() -> subprocess.run(Invocation.of(missing, List.of(), List.of(), PATIENCE)))
                .isInstanceOf(AppRunnerException.class)
                .hasMessage("cannot start missing: No such file or directory");
    }

    @Test
    void aProgramThatTakesTooLongIsKilledWithItsGroup() throws IOException {
        Path late = folder.resolve("late");
        Invocation slow = shell("echo waiting >&2; (sleep 2; echo x > \"$1\") & wait", late.toString());
        Invocation impatient =
                Invocation.of(slow.program(), slow.arguments(), slow.environment(), Duration.ofMillis(300));
        long start = System.nanoTime();
        assertThatThrownBy(() -> subprocess.run(impatient))
                .isInstanceOfSatisfying(AppRunnerException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.LIMIT);
                    assertThat(e.hint()).isEqualTo("it said: waiting");
                })
                .hasMessageContaining("sh did not end within");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(1900));
        pause(2200);
        assertThat(late).doesNotExist();
    }

    @Test
    void aProgramThatWritesTooMuchIsKilled() {
        assertThatThrownBy(
                        () -> subprocess.run(shell("while :; do echo y; done").keeping(1000)))
                .isInstanceOf(AppRunnerException.class)
                .hasMessage("sh wrote more than 1000 bytes");
        Outcome noisy = subprocess.run(shell("i=0; while [ $i -lt 9999 ]; do echo $i >&2; i=$((i+1)); done"));
        assertThat(noisy.errors()).endsWith("; 9998").hasSizeLessThan(10_000);
    }

    @Test
    void whatAProgramLeavesBehindIsNotWaitedFor() {
        long start = System.nanoTime();
        assertThat(subprocess.run(shell("sleep 5 & echo done")).text()).isEqualTo("done\n");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void descriptorsArePassedAndNoOthers() throws IOException {
        Posix posix = Posix.get();
        MemoryFile kept = MemoryFile.empty(posix, "kept");
        MemoryFile leaked = MemoryFile.empty(posix, "leaked");
        leaked.descriptor().keepOnExec();
        Invocation call = shell("echo text >&7; ls -l /proc/self/fd").passing(kept.descriptor(), 7);
        assertThat(subprocess.run(call).text()).contains("memfd:kept").doesNotContain("memfd:leaked");
        assertThat(Files.readString(Path.of(kept.descriptor().path()))).isEqualTo("text\n");
        assertThat(subprocess
                        .run(shell("echo more").passing(kept.descriptor(), 1))
                        .output())
                .isEmpty();
        assertThat(Files.readString(Path.of(kept.descriptor().path()))).isEqualTo("text\nmore\n");
        kept.close();
        leaked.close();
    }

    @Test
    void aProgramCanBeRunByItsDescriptor() {
        Posix posix = Posix.get();
        Descriptor file = posix.open("/bin/sh", Constants.O_RDONLY);
        Invocation call = Invocation.of(Program.open(file, "mine"), List.of("-c", "echo $0"), List.of(), PATIENCE);
        assertThat(subprocess.run(call).text()).isEqualTo("mine\n");
        file.close();
    }

    @Test
    void noDescriptorStaysOpen() throws IOException {
        subprocess.run(shell("cat").reading(new byte[] {1}));
        int before = openDescriptors();
        for (int i = 0; i < 5; i++) {
            subprocess.run(shell("cat").reading(new byte[] {1}));
            subprocess.launch(shell("exit 0"));
        }
        assertThat(openDescriptors()).isEqualTo(before);
    }

    @Test
    void onlyAbsoluteFoldersOfThePathAreSearched() {
        assertThat(Program.find("sh", "usr/bin::.:/bin")).map(Program::file).contains("/bin/sh");
        assertThat(Program.find("no-such-program", "/bin:/usr/bin")).isEmpty();
        assertThat(Program.find("bin", "/usr")).isEmpty();
    }

    private static int openDescriptors() throws IOException {
        try (var files = Files.list(Path.of("/proc/self/fd"))) {
            return (int) files.count();
        }
    }

    private static void pause(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Invocation shell(String script, String... words) {
        List<String> arguments = new ArrayList<>(List.of("-c", script, "sh"));
        arguments.addAll(List.of(words));
        Program shell = new Program("sh", "/bin/sh");
        return Invocation.of(shell, arguments, List.of("PATH=/usr/bin:/bin"), PATIENCE);
    }
}

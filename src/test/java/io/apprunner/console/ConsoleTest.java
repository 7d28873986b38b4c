// SPDX-License-Identifier: Apache-2.0
package io.apprunner.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ConsoleTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Console console = new Console(
            new PrintStream(out, false, StandardCharsets.US_ASCII),
            new PrintStream(err, false, StandardCharsets.US_ASCII));

    @Test
    void resultsAreUtf8WhateverTheLocaleAndOtherBytesLeaveAsTheyCame() {
        console.line("\u00fc\udcff\ud83d\ude00");
        assertThat(out.toByteArray()).containsExactly(0xc3, 0xbc, 0xff, 0xf0, 0x9f, 0x98, 0x80, '\n');
    }

    @Test
    void linesForPeopleSayWhereTheyComeFromAndHaveNoControlCharacters() {
        console.info("fim-env", "a\u001bb");
        console.debug("desktop", "c");
        console.warning("fim-layer", "d\n");
        assertThat(out).hasToString("I::fim-env::a\\x1bb\nD::desktop::c\n");
        assertThat(err).hasToString("W::fim-layer::d\\x0a\n");
    }

    @Test
    void aFailureIsASentenceAndItsHint() {
        assertThat(console.failure(new AppRunnerException(ErrorCode.IO, "cannot x", "do y"), false))
                .isEqualTo(125);
        assertThat(err).hasToString("app-runner: cannot x\n  do y\n");
    }

    @Test
    void anUnexpectedFailureShowsWhereItWasOnRequestOnly() {
        console.failure(new IllegalStateException("x"), false);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("app-runner: internal error: ")
                .doesNotContain("\tat ");
        console.failure(new IllegalStateException("x"), true);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("\tat ");
    }

    @Test
    void aFailureThatExplainsItselfHasNoTrace() {
        console.failure(new AppRunnerException(ErrorCode.IO, "cannot x", ""), true);
        console.failure(new OutOfMemoryError("Unable to create native thread"), true);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("cannot x\n", "the system gives this program no more threads\n  a limit of processes")
                .doesNotContain("internal", "\tat ");
    }

    @Test
    void aResultThatNobodyTakesIsAFailure() {
        Console full = new Console(
                new OutputStream() {
                    @Override
                    public void write(int any) throws IOException {
                        throw new IOException("full");
                    }
                },
                new PrintStream(err));
        full.line("x");
        assertThatThrownBy(full::finish)
                .isInstanceOf(AppRunnerException.class)
                .hasMessage("cannot write to standard output: full");
    }
}

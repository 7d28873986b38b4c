// SPDX-License-Identifier: Apache-2.0
package io.apprunner.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.posix.PosixException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WriteObstacleTest {
    @ParameterizedTest
    @CsvSource({
        "28, No space left on device, no space left on device, free some space",
        "122, Disk quota exceeded, disk quota exceeded, remove files of yours",
        "122, Quota exceeded, disk quota exceeded, remove files of yours",
        "27, File too large, file too large, ulimit -f",
        "30, Read-only file system, read-only file system, can be written"
    })
    void everyWaySaysTheSame(int errno, String text, String sentence, String hint) {
        IOException written = new IOException(text);
        IOException made = new FileSystemException("/a/.app-runner-1.tmp", null, text);
        for (IOException failure : new IOException[] {written, made}) {
            AppRunnerException told =
                    new AppRunnerException(ErrorCode.IO, "cannot write x: " + IoReason.of(failure), "try it", failure);
            assertThat(told).hasMessage("cannot write x: " + sentence);
            assertThat(IoReason.alone(failure)).isEqualTo(sentence);
            assertThat(told.hint()).contains(hint);
            assertThat(told.within("cannot start").hint()).isEqualTo(told.hint());
        }
        assertThat(failure(-errno)).hasMessage("cannot write x: " + sentence);
        assertThat(failure(-errno).hint()).contains(hint);
    }

    private static PosixException failure(long result) {
        try {
            PosixException.check(result, "write x", "try it");
            throw new AssertionError("no failure");
        } catch (PosixException e) {
            return e;
        }
    }

    @Test
    void otherFailuresKeepTheirOwnAdvice() {
        IOException missing = new NoSuchFileException("/a");
        assertThat(new AppRunnerException(ErrorCode.IO, "x", "try it", missing).hint())
                .isEqualTo("try it");
        assertThat(IoReason.of(missing)).isEqualTo("/a: no such file or directory");
        assertThat(IoReason.alone(missing)).isEqualTo("no such file or directory");
        assertThat(IoReason.of(new IOException())).isEqualTo("input or output failed");
        assertThat(failure(-40)).hasMessageContaining("symbolic link");
        assertThat(failure(-40).hint()).isEqualTo("try it");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apprunner.posix.contract.PosixContract;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class PosixTest {
    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> theJvmImplementationKeepsTheContract() {
        return new PosixContract(Posix.get(), folder)
                .checks().entrySet().stream()
                        .map(check -> DynamicTest.dynamicTest(
                                check.getKey(),
                                () -> assertThat(check.getValue().getAsBoolean())
                                        .isTrue()));
    }

    @Test
    void anExceptionSaysWhatWasTriedAndWhy() {
        assertThat(PosixException.check(5, "open /x")).isEqualTo(5);
        assertThatThrownBy(() -> PosixException.check(-Constants.ENOENT, "open /x"))
                .hasMessage("cannot open /x: No such file or directory");
    }
}

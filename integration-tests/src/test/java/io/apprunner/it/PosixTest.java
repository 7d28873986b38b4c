// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.it.support.ImageTest;
import io.apprunner.it.support.Images;
import io.apprunner.it.support.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The system calls of the native executable; the unit tests check the same contract on the JVM. */
class PosixTest extends ImageTest {
    @Override
    protected Path original() {
        return Images.launcher();
    }

    @Test
    void theNativeImplementationKeepsTheContract() {
        Path folder = workspace.makeFolder(workspace.work().resolve("contract"));

        Result result = image.run("fim-posix-contract", folder.toString());

        assertThat(result.stdout().lines()).hasSizeGreaterThan(10).allMatch(line -> line.startsWith("ok: "));
        assertThat(result.status()).isZero();
    }
}

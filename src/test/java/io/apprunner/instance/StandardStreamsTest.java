// SPDX-License-Identifier: Apache-2.0
package io.apprunner.instance;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apprunner.error.AppRunnerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandardStreamsTest {
    @TempDir
    Path descriptors;

    @Test
    void filesDevicesAndPipesArePassedOn() throws IOException {
        Files.createFile(descriptors.resolve("0"));
        Files.createSymbolicLink(descriptors.resolve("1"), Path.of("/dev/null"));
        Files.createSymbolicLink(descriptors.resolve("2"), Path.of("pipe:[1]"));
        Files.createSymbolicLink(descriptors.resolve("3"), Path.of("/"));
        assertThatCode(() -> StandardStreams.check(descriptors)).doesNotThrowAnyException();
    }

    @Test
    void aFolderIsRefused() throws IOException {
        Files.createSymbolicLink(descriptors.resolve("1"), Path.of("/"));
        assertThatThrownBy(() -> StandardStreams.check(descriptors))
                .isInstanceOf(AppRunnerException.class)
                .hasMessageContaining("standard output is a folder");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apprunner.error.AppRunnerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkDirectoryTest {
    @TempDir
    Path folder;

    @Test
    void whatAKilledRunHasLeftIsGoneAtTheNextStartAndNothingIsLeftAfterIt() throws IOException {
        Path work = folder.resolve("work");
        Path left = Files.createDirectories(work.resolve("work/left"));
        Files.setPosixFilePermissions(left.getParent(), PosixFilePermissions.fromString("---------"));

        WorkDirectory.make(work);
        assertThat(work).isEmptyDirectory();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(work)))
                .isEqualTo("rwx------");

        WorkDirectory.remove(work);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFolderThatCannotBeMadeIsAnError() {
        assertThatThrownBy(() -> WorkDirectory.make(folder.resolve("missing/work")))
                .isInstanceOf(AppRunnerException.class)
                .hasMessageContaining("missing/work");
    }
}

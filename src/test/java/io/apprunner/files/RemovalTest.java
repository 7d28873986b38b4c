// SPDX-License-Identifier: Apache-2.0
package io.apprunner.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemovalTest {
    @TempDir
    Path folder;

    @Test
    void aFolderThatIsClosedToItsOwnerGoesWithAllThatIsInIt() throws IOException {
        Path work = Files.createDirectory(folder.resolve("work"));
        Path closed = Files.createDirectories(work.resolve("work/deeper"));
        Files.writeString(closed.resolve("file"), "x");
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
        Files.setPosixFilePermissions(closed.getParent(), PosixFilePermissions.fromString("---------"));

        Removal.of(work);

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void linksGoAndWhatTheyLeadToStays() throws IOException {
        Path kept = Files.createDirectory(folder.resolve("kept"));
        Files.writeString(kept.resolve("file"), "x");
        Path work = Files.createDirectory(folder.resolve("work"));
        Files.createSymbolicLink(work.resolve("link"), kept);

        Removal.of(work);

        assertThat(work).doesNotExist();
        assertThat(kept.resolve("file")).hasContent("x");
    }

    @Test
    void whatIsNotThereIsNoError() throws IOException {
        Removal.of(folder.resolve("missing"));
        assertThat(folder).isEmptyDirectory();
    }
}

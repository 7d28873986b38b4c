// SPDX-License-Identifier: Apache-2.0
package io.apprunner.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.image.ImageLocator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelocationTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"fim-perms set home", "fim-perms CLEAR", "fim-env add A=1", "fim-casefold on", "fim-reset all"})
    void commandsThatChangeTheImageLeaveIt(String line) {
        assertThat(Relocation.isFor(List.of(line.split(" ", -1)))).isTrue();
    }

    @Test
    void aProgramWhoseFileWasReplacedKeepsItsName(@TempDir Path folder) throws IOException {
        Path image = Files.writeString(folder.resolve("image"), "");
        assertThat(ImageLocator.named(image)).isEqualTo(image);
        Path odd = folder.resolve("image (deleted)");
        assertThat(ImageLocator.named(odd)).isEqualTo(image);
        Files.writeString(odd, "");
        assertThat(ImageLocator.named(odd)).isEqualTo(odd);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "fim-perms",
                "fim-perms list",
                "fim-boot SHOW",
                "fim-exec set x",
                "fim-relocated /x fim-env add"
            })
    void othersStay(String line) {
        assertThat(Relocation.isFor(List.of(line.split(" ", -1)))).isFalse();
    }
}

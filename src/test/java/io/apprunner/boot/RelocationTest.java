// SPDX-License-Identifier: Apache-2.0
package io.apprunner.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.image.ImageLocator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RelocationTest {
    @Test
    void aProgramWhoseFileWasReplacedKeepsItsName(@TempDir Path folder) throws IOException {
        Path image = Files.writeString(folder.resolve("image"), "");
        assertThat(ImageLocator.named(image)).isEqualTo(image);
        Path odd = folder.resolve("image (deleted)");
        assertThat(ImageLocator.named(odd)).isEqualTo(image);
        Files.writeString(odd, "");
        assertThat(ImageLocator.named(odd)).isEqualTo(odd);
    }
}

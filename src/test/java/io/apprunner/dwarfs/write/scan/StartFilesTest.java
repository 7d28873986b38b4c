// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartFilesTest {
    @TempDir
    Path root;

    private SourceTree tree = new FakeTree().tree();

    @BeforeEach
    void makeTree() throws IOException {
        Files.createDirectories(root.resolve("usr/lib"));
        Files.writeString(root.resolve("usr/lib/libc.so.6"), "c");
        Files.createSymbolicLink(root.resolve("lib"), Path.of("usr/lib"));
        Files.createSymbolicLink(root.resolve("usr/lib/libc.so"), Path.of("/lib/../lib/./libc.so.6"));
        Files.createSymbolicLink(root.resolve("loop"), Path.of("loop"));
        tree = TreeScanner.scan(root, new ScanListener() {}, SourceProbe.none());
    }

    private boolean found(String path) {
        return StartFiles.find(tree, path).isPresent();
    }

    @Test
    void linksLeadInsideTheTree() {
        assertThat(found("/lib/libc.so")).isTrue();
        assertThat(found("lib/libc.so.6")).isTrue();
        assertThat(found("../../lib/libc.so.6")).isTrue();
    }

    @Test
    void whatIsNoFileIsNotFound() {
        assertThat(found("/usr/lib")).isFalse();
        assertThat(found("/usr/lib/libm.so")).isFalse();
        assertThat(found("/usr/lib/libc.so.6/x")).isFalse();
        assertThat(found("/loop")).isFalse();
    }
}

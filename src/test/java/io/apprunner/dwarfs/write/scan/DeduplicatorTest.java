// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apprunner.error.AppRunnerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeduplicatorTest {
    @TempDir
    Path root;

    private SourceTree scan() {
        return TreeScanner.scan(root, new ScanListener() {}, SourceProbe.none());
    }

    private List<List<String>> groups() {
        return Deduplicator.contents(scan(), 2).stream()
                .map(content -> content.inodes().stream()
                        .map(inode -> inode.path().getFileName().toString())
                        .toList())
                .toList();
    }

    private void file(String name, int size, int changedAt) throws IOException {
        byte[] bytes = new byte[size];
        if (changedAt >= 0) {
            bytes[changedAt] = 1;
        }
        Files.write(root.resolve(name), bytes);
    }

    @Test
    void equalFilesAreOneContentAndOneDifferentByteIsNot() throws IOException {
        file("a", 1000, -1);
        file("b", 1000, 999);
        file("c", 1000, -1);
        file("d", 1001, -1);

        assertThat(groups()).containsExactly(List.of("a", "c"), List.of("b"), List.of("d"));
    }

    @Test
    void longFilesAreToldApartByTheirBeginningsAndByTheirEnds() throws IOException {
        int size = 1 << 20;
        file("a", size, -1);
        file("b", size, 5);
        file("c", size, size - 1);
        file("d", size, size - 1);

        assertThat(groups()).containsExactly(List.of("a"), List.of("b"), List.of("c", "d"));
    }

    @Test
    void emptyFilesShareNothing() throws IOException {
        file("a", 0, -1);
        file("b", 0, -1);

        assertThat(groups()).containsExactly(List.of("a"), List.of("b"));
    }

    @Test
    void aDuplicateThatChangedSinceTheScanIsNamed() throws IOException {
        file("a", 10, -1);
        file("b", 10, -1);
        SourceTree tree = scan();
        file("b", 11, -1);
        // The hashes differ now, so make them equal again: only the size tells.
        file("a", 11, -1);

        assertThatThrownBy(() -> Deduplicator.contents(tree, 2))
                .isInstanceOf(AppRunnerException.class)
                .hasMessageContaining("changed while it was read");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.instance.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuestTreeTest {
    @TempDir
    Path folder;

    private Path upper = Path.of("/");
    private Path lower = Path.of("/");

    @BeforeEach
    void make() throws IOException {
        upper = Files.createDirectory(folder.resolve("upper"));
        lower = Files.createDirectory(folder.resolve("lower"));
    }

    private Path file(Path branch, String name) throws IOException {
        Path file = branch.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, name);
    }

    private void link(Path branch, String name, String target) throws IOException {
        Files.createDirectories(branch.resolve(name).getParent());
        Files.createSymbolicLink(branch.resolve(name), Path.of(target));
    }

    private Optional<Path> place(String path) {
        return new GuestTree(List.of(upper, lower)).find(path).map(GuestTree.Entry::first);
    }

    @Test
    void theUpperBranchComesFirst() throws IOException {
        Path below = file(lower, "etc/a");
        file(lower, "etc/b");
        Path above = file(upper, "etc/b");
        assertThat(place("/etc/a")).contains(below);
        assertThat(place("etc/b")).contains(above);
        assertThat(place("etc/c")).isEmpty();
        assertThat(place("etc/a/b")).isEmpty();
    }

    @Test
    void aFileHidesAFolderBelow() throws IOException {
        file(lower, "x/y");
        file(upper, "x");
        assertThat(place("x/y")).isEmpty();
    }

    @Test
    void aFolderIsMadeOfAllBranches() throws IOException {
        file(lower, "x/y");
        file(upper, "x/z");
        assertThat(new GuestTree(List.of(upper, lower)).find("x").orElseThrow().places())
                .containsExactly(upper.resolve("x"), lower.resolve("x"));
    }

    @Test
    void linksStayInTheTree() throws IOException {
        Path secret = file(folder, "secret");
        Path inside = file(lower, "usr/etc/passwd");
        link(lower, "etc", "usr/etc");
        link(lower, "absolute", "/usr/./etc/passwd");
        link(lower, "out", "../../../../../usr/etc/passwd");
        link(upper, "host", secret.toString());
        assertThat(place("etc/passwd")).contains(inside);
        assertThat(place("absolute")).contains(inside);
        assertThat(place("out")).contains(inside);
        assertThat(place("host")).isEmpty();
        assertThat(new GuestTree(List.of(upper, lower))
                        .find("etc/passwd")
                        .orElseThrow()
                        .path())
                .isEqualTo("usr/etc/passwd");
    }

    @Test
    void linksInACircleLeadNowhere() throws IOException {
        link(lower, "a", "b");
        link(upper, "b", "a");
        assertThat(place("a")).isEmpty();
    }
}

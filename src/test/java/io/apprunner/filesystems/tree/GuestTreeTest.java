// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.posix.FakePosix;
import io.apprunner.posix.SystemCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuestTreeTest {
    @TempDir
    Path folder;

    private final FakePosix kernel = new FakePosix().on(SystemCall.LGETXATTR, -61);

    @BeforeEach
    void makeTrees() throws IOException {
        folders("low/usr/bin", "low/etc/real", "low/var", "low/run", "low/opt/x", "up/etc", "up/usr");
        link("low/bin", "usr/bin");
        link("low/etc/resolv.conf", "../run/stub/resolv.conf");
        link("low/var/run", "/run");
        link("low/media", "run/media");
        link("low/out", "../../../outside");
        link("low/loop", "loop");
        link("low/chain", "var/run/x");
        link("up/opt", "/etc/real");
        Files.createFile(folder.resolve("up/media"));
    }

    private void folders(String... names) throws IOException {
        for (String name : names) {
            Files.createDirectories(folder.resolve(name));
        }
    }

    private void link(String name, String target) throws IOException {
        Files.createSymbolicLink(folder.resolve(name), Path.of(target));
    }

    private GuestTree tree() {
        return new GuestTree(
                List.of(FolderNode.root(kernel, folder.resolve("up")), FolderNode.root(kernel, folder.resolve("low"))));
    }

    @ParameterizedTest
    @CsvSource({
        "/,/",
        "/etc/passwd,/etc/passwd",
        "/bin,/usr/bin",
        "/bin/new,/usr/bin/new",
        "/etc/resolv.conf,/run/stub/resolv.conf",
        "/var/run/x,/run/x",
        "/chain,/run/x",
        "/out/x,/outside/x",
        "/a/../bin,/usr/bin",
        "//etc//./real/,/etc/real",
        "/opt/x,/etc/real/x",
        "/media,/media",
        "/loop/x,/loop/x"
    })
    void aPathLeadsWhereItWouldInTheGuest(String path, String resolved) {
        assertThat(tree().resolve(path, covered -> false)).isEqualTo(resolved);
    }

    @Test
    void whatIsMountedHidesTheLinksBelow() {
        assertThat(tree().resolve("/var/run/x", "/var"::equals)).isEqualTo("/var/run/x");
        assertThat(tree().resolve("/etc/resolv.conf", "/run"::equals)).isEqualTo("/run/stub/resolv.conf");
    }

    @Test
    void anOpaqueFolderHidesTheLinksOfLayersBelow() {
        assertThat(tree().resolve("/usr/../var/run", covered -> false)).isEqualTo("/run");
        kernel.on(SystemCall.LGETXATTR, arguments -> {
            java.lang.foreign.MemorySegment.ofAddress(arguments.get(2))
                    .reinterpret(1)
                    .set(java.lang.foreign.ValueLayout.JAVA_BYTE, 0, (byte) 'y');
            return 1;
        });
        assertThat(tree().resolve("/etc/resolv.conf", covered -> false)).isEqualTo("/etc/resolv.conf");
    }

    private Optional<Path> place(String path) {
        return tree().find(path)
                .map(found -> found.first() instanceof FolderNode node ? node.path() : Path.of("/not a folder"));
    }

    @Test
    void theUpperBranchComesFirst() throws IOException {
        Files.createFile(folder.resolve("low/etc/a"));
        Files.createFile(folder.resolve("low/etc/b"));
        Files.createFile(folder.resolve("up/etc/b"));
        assertThat(place("/etc/a")).contains(folder.resolve("low/etc/a"));
        assertThat(place("etc/b")).contains(folder.resolve("up/etc/b"));
        assertThat(place("etc/c")).isEmpty();
        assertThat(place("etc/a/b")).isEmpty();
        assertThat(place("no/../etc/a")).contains(folder.resolve("low/etc/a"));
    }

    @Test
    void aFileHidesAFolderBelow() throws IOException {
        Files.createFile(folder.resolve("up/run"));
        Files.createFile(folder.resolve("low/run/below"));
        assertThat(place("run/below")).isEmpty();
    }

    @Test
    void aFolderIsMadeOfAllBranches() {
        assertThat(tree().find("/etc").orElseThrow().parts()).hasSize(2);
        assertThat(tree().find("/var").orElseThrow().parts()).hasSize(1);
    }

    @Test
    void linksStayInTheTree() throws IOException {
        Files.createFile(folder.resolve("outside"));
        Files.createFile(folder.resolve("low/usr/bin/sh"));
        link("up/host", folder.resolve("outside").toString());
        assertThat(place("bin/sh")).contains(folder.resolve("low/usr/bin/sh"));
        assertThat(tree().find("bin/sh").orElseThrow().path()).isEqualTo("usr/bin/sh");
        assertThat(place("out")).isEmpty();
        assertThat(place("host")).isEmpty();
        assertThat(place("loop")).isEmpty();
    }
}

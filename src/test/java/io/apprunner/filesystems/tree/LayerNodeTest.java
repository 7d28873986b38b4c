// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.filesystems.mount.LayerView;
import io.apprunner.posix.Posix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerNodeTest {
    @TempDir
    Path folder;

    private Path low = Path.of("/");
    private Path up = Path.of("/");

    @BeforeEach
    void make() throws IOException {
        low = Files.createDirectory(folder.resolve("low"));
        up = Files.createDirectory(folder.resolve("up"));
        Files.createDirectories(low.resolve("usr/etc"));
        Files.writeString(low.resolve("usr/etc/passwd"), "0123456789");
        Files.createSymbolicLink(low.resolve("etc"), Path.of("usr/etc"));
        Files.createDirectories(low.resolve("hidden/below"));
        Files.createDirectories(up.resolve("hidden"));
        Files.createFile(up.resolve("hidden/.wh..wh..opq"));
        Files.createFile(up.resolve("hidden/x\u00e9"));
    }

    @Test
    void aLayerIsLookedUpAsItWillBeShown() throws IOException {
        try (TestLayer above = TestLayer.of(up, LayerView.PLAIN);
                TestLayer below = TestLayer.of(low, LayerView.PLAIN)) {
            GuestTree tree = new GuestTree(List.of(above.root(), below.root()));
            GuestTree.Entry found = tree.find("/etc/passwd").orElseThrow();
            assertThat(found.path()).isEqualTo("usr/etc/passwd");
            assertThat(found.isFile()).isTrue();
            assertThat(tree.find("usr/etc/passwd/x")).isEmpty();
            assertThat(tree.find("hidden/x\u00e9")).isPresent();
            assertThat(tree.find("hidden/below")).isEmpty();
            assertThat(tree.find("hidden/.wh..wh..opq")).isEmpty();
            assertThat(tree.find("n".repeat(300))).isEmpty();
        }
    }

    @Test
    void aFileIsReadInPieces() throws IOException {
        try (TestLayer layer = TestLayer.of(low, LayerView.PLAIN)) {
            Node file = new GuestTree(List.of(layer.root()))
                    .find("etc/passwd")
                    .orElseThrow()
                    .first();
            assertThat(file.size()).isEqualTo(10);
            assertThat(file.read(0, 100)).asString(StandardCharsets.US_ASCII).isEqualTo("0123456789");
            assertThat(file.read(3, 4)).asString(StandardCharsets.US_ASCII).isEqualTo("3456");
            assertThat(file.read(10, 4)).isEmpty();
            assertThat(file.read(11, 4)).isEmpty();
        }
    }

    @Test
    void attributesAreThoseThatTheMountShows() throws IOException {
        Path file = low.resolve("usr/etc/passwd");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x---"));
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
        Node present = FolderNode.root(Posix.get(), low)
                .child("usr")
                .orElseThrow()
                .child("etc")
                .orElseThrow()
                .child("passwd")
                .orElseThrow();
        try (TestLayer plain = TestLayer.of(low, LayerView.PLAIN);
                TestLayer owned = TestLayer.of(low, new LayerView(7, 8, false))) {
            GuestTree tree = new GuestTree(List.of(plain.root()));
            assertThat(tree.find("etc/passwd").orElseThrow().first().attributes())
                    .isEqualTo(present.attributes());
            assertThat(new GuestTree(List.of(owned.root()))
                            .find("etc/passwd")
                            .orElseThrow()
                            .first()
                            .attributes())
                    .isEqualTo(new Attributes(7, 8, 0750, FileTime.fromMillis(1_000_000)));
        }
    }
}

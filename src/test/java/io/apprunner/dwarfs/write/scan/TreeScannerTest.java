// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apprunner.dwarfs.format.FileType.Rank;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeScannerTest {
    private static final ScanListener SILENT = new ScanListener() {};

    @TempDir
    Path root;

    private SourceTree scan() {
        return TreeScanner.scan(root, SILENT, SourceProbe.none());
    }

    /** A path with exact bytes, whatever the locale is. */
    private Path raw(String escaped) {
        return Path.of(URI.create(root.toUri() + escaped));
    }

    private static List<String> names(SourceNode directory) {
        return directory.children().stream()
                .map(child -> new String(child.name(), StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void namesAreSortedByTheirBytes() throws IOException {
        // U+FF5A comes before U+1F600 in UTF-8, and after it in UTF-16.
        for (String name : List.of("b", "a", "B", "%F0%9F%98%80", "%EF%BD%9A", "%C3%A9")) {
            Files.createFile(raw(name));
        }

        assertThat(names(scan().root()))
                .containsExactly("B", "a", "b", "\u00e9", "\uff5a", new String(Character.toChars(0x1F600)));
    }

    @Test
    void aNameThatIsNotUtf8IsRefused() throws IOException {
        Files.createFile(raw("bad%FF"));

        assertThatThrownBy(this::scan)
                .isInstanceOf(AppRunnerException.class)
                .hasMessageContaining("bad")
                .hasMessageContaining("UTF-8")
                .extracting(e -> ((AppRunnerException) e).code())
                .isEqualTo(ErrorCode.UNSUPPORTED);
    }

    @Test
    void targetsOfLinksKeepTheirBytes() throws IOException {
        Path target = Path.of(URI.create("file:///%C3%A9")).getFileName();
        Files.createSymbolicLink(root.resolve("relative"), target);
        Files.createSymbolicLink(root.resolve("absolute"), Path.of("/").resolve(target));
        Files.createSymbolicLink(root.resolve("plain"), Path.of("../x"));

        assertThat(scan().inodes(Rank.LINK))
                .extracting(inode -> new String(inode.target(), StandardCharsets.UTF_8))
                .containsExactly("/\u00e9", "../x", "\u00e9");
    }

    @Test
    void hardLinksAreOneInode() throws IOException {
        Path first = Files.writeString(root.resolve("first"), "x");
        Files.createDirectory(root.resolve("sub"));
        Files.createLink(root.resolve("sub/second"), first);

        SourceTree tree = scan();

        assertThat(tree.inodes(Rank.REGULAR))
                .singleElement()
                .extracting(SourceInode::names)
                .isEqualTo(2);
    }

    @Test
    void namesOfOneLinkOrPipeAreInodesOfTheirOwn() throws Exception {
        String script = "mkfifo pipe; ln pipe pipe2; ln -s x link; ln -P link link2; ln -P link link3";
        assertThat(new ProcessBuilder("sh", "-euc", script)
                        .directory(root.toFile())
                        .start()
                        .waitFor())
                .isZero();

        SourceTree tree = scan();

        assertThat(tree.inodes(Rank.LINK)).extracting(SourceInode::names).containsExactly(1, 1, 1);
        assertThat(tree.inodes(Rank.OTHER)).extracting(SourceInode::names).containsExactly(1, 1);
        assertThat(tree.inodes(Rank.LINK))
                .allSatisfy(link -> assertThat(link.target()).containsExactly('x'));
    }

    @Test
    void pathsOfNearlyFourThousandBytesAreScanned() throws IOException {
        Path deep = root;
        while (deep.toString().length() < 3900) {
            deep = deep.resolve("d".repeat(49));
        }
        Files.createDirectories(deep);
        Files.writeString(deep.resolve("file"), "bottom");

        SourceTree tree = scan();

        assertThat(tree.inodes(Rank.REGULAR)).hasSize(1);
        assertThat(tree.directories()).hasSizeGreaterThan(70);
    }

    @Test
    void extendedAttributesOfEveryKindOfFileAreReported() throws IOException {
        Files.writeString(root.resolve("file"), "x");
        Files.createSymbolicLink(root.resolve("link"), Path.of("file"));
        List<String> lost = new ArrayList<>();
        ScanListener listener = new ScanListener() {
            @Override
            public void notStored(Path path, String what) {
                lost.add(path.getFileName() + ": " + what);
            }
        };

        TreeScanner.scan(root, listener, path -> Files.isDirectory(path) ? List.of() : List.of("security.capability"));

        assertThat(lost)
                .containsExactly(
                        "file: extended attribute security.capability", "link: extended attribute security.capability");
    }

    @Test
    void aFileIsNoTree() throws IOException {
        Path file = Files.writeString(root.resolve("file"), "x");

        assertThatThrownBy(() -> TreeScanner.scan(file, SILENT, SourceProbe.none()))
                .isInstanceOf(AppRunnerException.class)
                .hasMessageContaining("not a directory");
    }

    @Test
    void aMissingTreeIsNamed() {
        assertThatThrownBy(() -> TreeScanner.scan(root.resolve("nowhere"), SILENT, SourceProbe.none()))
                .isInstanceOf(AppRunnerException.class)
                .hasMessageContaining("nowhere");
    }
}

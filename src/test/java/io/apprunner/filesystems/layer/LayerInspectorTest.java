// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apprunner.dwarfs.check.Checkup;
import io.apprunner.dwarfs.tree.ExtractionOptions;
import io.apprunner.dwarfs.tree.Extractor;
import io.apprunner.dwarfs.tree.TreeDiff.Aspect;
import io.apprunner.dwarfs.tree.TreeDiff.Difference;
import io.apprunner.dwarfs.write.DwarfsWriter;
import io.apprunner.dwarfs.write.ProgressListener;
import io.apprunner.dwarfs.write.WriterOptions;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.posix.Posix;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerInspectorTest {
    private final LayerInspector inspector = new LayerInspector(Posix.get());

    @TempDir
    Path folder;

    private Path tree = Path.of("tree");

    @BeforeEach
    void makeTree() throws IOException {
        tree = Files.createDirectories(folder.resolve("tree"));
        byte[] content = new byte[100_000];
        new Random(1).nextBytes(content);
        Files.write(tree.resolve("file"), content);
        Files.createDirectories(tree.resolve("a/b"));
        Files.createSymbolicLink(tree.resolve("a/link"), Path.of("../file"));
        Files.createLink(tree.resolve("a/hard"), tree.resolve("file"));
        Posix.get()
                .makeNode(
                        tree.resolve("a/b/pipe").toString().getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        0010640,
                        0);
    }

    private Path layer(String name) {
        Path file = folder.resolve(name);
        new DwarfsWriter(WriterOptions.level(1).withBlockBits(14), ProgressListener.NONE).write(tree, file);
        return file;
    }

    private static ExtractionOptions options(boolean keepsSpecial) {
        return new ExtractionOptions(keepsSpecial, false, (path, reason) -> {
            throw reason;
        });
    }

    private List<Difference> diff(Path a, Path b) {
        return inspector.diff(a, b, -1);
    }

    @Test
    void aSoundLayerHasNoFaults() throws IOException {
        Path file = layer("layer");

        Checkup.Report report = inspector.verify(file).getFirst();

        assertThat(report.faults()).isEmpty();
        assertThat(report.blockBytes()).isEqualTo(100_000);
        assertThat(report.file().size()).isEqualTo(Files.size(file));
    }

    @Test
    void everyDamageIsNamedWithItsSectionAndItsOffset() throws IOException {
        Path file = layer("layer");
        byte[] bytes = Files.readAllBytes(file);
        bytes[70] ^= 1;
        bytes[(1 << 14) + 64 + 12] ^= 1;
        Files.write(file, bytes);

        List<Checkup.Fault> faults = inspector.verify(file).getFirst().faults();

        assertThat(faults).extracting(Checkup.Fault::section).containsExactly(0, 1);
        assertThat(faults).extracting(Checkup.Fault::type).containsOnly("block");
        assertThat(faults).extracting(Checkup.Fault::code).containsOnly(ErrorCode.CHECKSUM);
        assertThat(faults).extracting(Checkup.Fault::offset).containsExactly(0L, (1L << 14) + 64);
    }

    @Test
    void aFileCutShortIsNoSoundLayer() throws IOException {
        Path file = layer("layer");
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 100));

        assertThat(inspector.verify(file).getFirst().faults()).isNotEmpty();
    }

    @Test
    void whatIsExtractedPacksToTheSameBytes() throws IOException {
        Path first = layer("first");
        Path out = folder.resolve("out");

        assertThat(inspector.extract(first, -1, out, options(false)).leftOut()).isZero();

        tree = out;
        assertThat(diff(first, layer("second"))).isEmpty();
        assertThat(layer("second")).hasSameBinaryContentAs(first);
    }

    @Test
    void devicesAndRightsOfFilesAreExtractedOnlyWhenTheyAreAskedFor() throws IOException {
        Files.writeString(tree.resolve("tool"), "x");
        Files.setAttribute(tree.resolve("tool"), "unix:mode", 06755);
        Files.setAttribute(tree.resolve("a"), "unix:mode", 02755);
        boolean hasDevice = node("zero", 0020666, 0x105) == 0; // only root can make it
        boolean hasWhiteout = node("gone", 0020000, 0) == 0;
        Path layer = layer("layer");

        Extractor.Report plain = inspector.extract(layer, -1, folder.resolve("plain"), options(false));
        assertThat(plain.stripped()).isEqualTo(1);
        assertThat(plain.leftOut()).isEqualTo(hasDevice ? 1 : 0);
        assertThat(mode("plain/tool")).isEqualTo(0755);
        assertThat(mode("plain/a")).isEqualTo(02755);
        assertThat(folder.resolve("plain/zero")).doesNotExist();
        assertThat(Files.exists(folder.resolve("plain/gone"))).isEqualTo(hasWhiteout);

        Extractor.Report whole = inspector.extract(layer, -1, folder.resolve("whole"), options(true));
        assertThat(whole.stripped()).isZero();
        assertThat(whole.leftOut()).isZero();
        assertThat(mode("whole/tool")).isEqualTo(06755);
        assertThat(Files.exists(folder.resolve("whole/zero"))).isEqualTo(hasDevice);
    }

    private int node(String name, int mode, long device) {
        byte[] path = tree.resolve(name).toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return Posix.get().makeNode(path, mode, device);
    }

    private int mode(String name) throws IOException {
        return (int) Files.getAttribute(folder.resolve(name), "unix:mode") & 07777;
    }

    @Test
    void eachKindOfDifferenceIsFound() throws IOException {
        Path first = layer("first");
        FileTime time = Files.getLastModifiedTime(tree);
        Files.setPosixFilePermissions(tree.resolve("a/b"), PosixFilePermissions.fromString("rwx------"));
        Files.delete(tree.resolve("a/link"));
        Files.createDirectories(tree.resolve("new/below"));
        byte[] content = Files.readAllBytes(tree.resolve("file"));
        content[99_999] ^= 1;
        FileTime fileTime = Files.getLastModifiedTime(tree.resolve("file"));
        Files.write(tree.resolve("file"), content);
        Files.setLastModifiedTime(tree.resolve("file"), fileTime);
        Files.setLastModifiedTime(tree, FileTime.fromMillis(time.toMillis() + 2000));
        Files.setLastModifiedTime(tree.resolve("a"), time);

        assertThat(diff(first, layer("second")))
                .contains(
                        new Difference("", Set.of(Aspect.TIME)),
                        new Difference("a/b", Set.of(Aspect.MODE)),
                        new Difference("a/hard", Set.of(Aspect.CONTENT)),
                        new Difference("a/link", Set.of(Aspect.REMOVED)),
                        new Difference("file", Set.of(Aspect.CONTENT)),
                        new Difference("new/", Set.of(Aspect.ADDED)));
    }

    @Test
    void aListingFollowsTheTree() {
        List<String> paths = new ArrayList<>();

        inspector.list(layer("layer"), -1, entry -> paths.add(entry.path()));

        assertThat(paths).containsExactly("a", "a/b", "a/b/pipe", "a/hard", "a/link", "file");
    }

    @Test
    void ofSeveralLayersInAFileOneIsChosen() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes("#!/bin/sh\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        bytes.writeBytes(Files.readAllBytes(layer("first")));
        Files.delete(tree.resolve("a/link"));
        bytes.writeBytes(Files.readAllBytes(layer("second")));
        Path both = Files.write(folder.resolve("both"), bytes.toByteArray());
        List<String> paths = new ArrayList<>();

        inspector.list(both, 1, entry -> paths.add(entry.path()));

        assertThat(paths).contains("file").doesNotContain("a/link");
        assertThat(inspector.verify(both))
                .hasSize(2)
                .allMatch(report -> report.faults().isEmpty());
        assertThatThrownBy(() -> inspector.list(both, -1, entry -> {}))
                .isInstanceOf(AppRunnerException.class)
                .hasMessageContaining("has the layers 0 to 1");
        assertThatThrownBy(() -> inspector.verify(tree.resolve("file")))
                .isInstanceOf(AppRunnerException.class)
                .hasMessageContaining("a layer (a DwarFS image)");
    }
}

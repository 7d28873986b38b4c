// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.filesystems.layer.ExternalLayers.ExternalLayer;
import io.apprunner.posix.Descriptor;
import io.apprunner.posix.FakePosix;
import io.apprunner.posix.Posix;
import io.apprunner.posix.SystemCall;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExternalLayersTest {
    @TempDir
    Path folder;

    private final List<String> warnings = new ArrayList<>();
    private final ExternalLayers layers = new ExternalLayers(Posix.get(), warnings::add);

    @AfterEach
    void closeFiles() {
        layers.found().forEach(layer -> layer.descriptor().close());
    }

    @Test
    void namedLayersComeFromLeftToRightAndThoseOfAFolderByName() throws IOException {
        Path last = layer("0 last");
        Path inside = Files.createDirectory(folder.resolve("in side"));
        Path b = layer("in side/b");
        Path a = layer("in side/a.layer");
        layers.addNamed(inside + "::" + last + ":");
        assertThat(layers.found().stream().map(ExternalLayer::path)).containsExactly(a, b, last);
        assertThat(layers.found()).allMatch(layer -> layer.size() == 10);
        assertThat(warnings).isEmpty();
    }

    @Test
    void whatDoesNotExistIsLeftOutWithoutAWord() throws IOException {
        layer("file");
        layers.addNamed(folder.resolve("missing") + ":" + folder.resolve("file/below"));
        assertThat(layers.found()).isEmpty();
        assertThat(warnings).isEmpty();
    }

    @Test
    void whatIsNoLayerIsLeftOutWithAWarning() throws IOException {
        Path text = Files.writeString(folder.resolve("text"), "no layer");
        Path empty = Files.createFile(folder.resolve("empty"));
        layers.addNamed(text + ":" + empty + ":/dev/null");
        assertThat(layers.found()).isEmpty();
        assertThat(warnings).hasSize(3).allMatch(warning -> warning.contains("it is no layer"));
        assertThat(warnings.getFirst()).contains(text.toString());
    }

    @Test
    void aPipeMakesNobodyWait() throws IOException {
        Path pipe = folder.resolve("pipe");
        assertThat(Posix.get().makeNode(pipe.toString().getBytes(StandardCharsets.UTF_8), 0010600, 0))
                .isZero();
        layers.addNamed(pipe.toString());
        layers.addManaged(folder);
        assertThat(layers.found()).isEmpty();
        assertThat(warnings).hasSize(1);
    }

    @Test
    void linksCountWhereTheUserNamesThemAndNotInTheManagedFolder() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path target = layer("elsewhere/target");
        Path managed = Files.createDirectory(folder.resolve("managed"));
        Path link = Files.createSymbolicLink(managed.resolve("link"), target);
        Files.createSymbolicLink(managed.resolve("loop"), Path.of("loop"));
        Files.createDirectory(managed.resolve("directory"));
        layers.addManaged(managed);
        assertThat(layers.found()).isEmpty();
        layers.addNamed(managed.toString());
        assertThat(layers.found())
                .singleElement()
                .extracting(ExternalLayer::path)
                .isEqualTo(link);
        assertThat(warnings).isEmpty();
        assertThat(elsewhere).isDirectory();
    }

    @Test
    void whatWasOpenedIsClosedWhenTheLayersAreNotUsed() throws IOException {
        layer("a");
        FakePosix posix = new FakePosix();
        posix.on(SystemCall.CLOSE, 0);
        ExternalLayers opened = new ExternalLayers(posix, warnings::add);
        opened.addNamed(folder.toString());
        int number = opened.found().getFirst().descriptor().number();

        opened.close();

        assertThat(posix.calls())
                .singleElement()
                .satisfies(call -> assertThat(call.arguments()).startsWith((long) number));
        Descriptor.of(Posix.get(), number).close();
    }

    @Test
    void aLayerThatCannotBeReadIsNamedAsTheUserNamedIt() throws IOException {
        Path layer = layer("layer");
        FakePosix posix = new FakePosix();
        posix.on(SystemCall.OPEN, 1_000_003).on(SystemCall.CLOSE, 0);

        new ExternalLayers(posix, warnings::add).addNamed(layer.toString());

        assertThat(warnings).containsExactly("skipping '" + layer + "': no such file or directory");
        assertThat(posix.calls()).last().extracting(FakePosix.Call::call).isEqualTo(SystemCall.CLOSE);
    }

    private Path layer(String name) throws IOException {
        return Files.writeString(folder.resolve(name), "DWARFS\2\5xx");
    }
}

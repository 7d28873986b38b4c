// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.it.support.ImageTest;
import io.apprunner.it.support.Images;
import io.apprunner.it.support.Need;
import io.apprunner.it.support.Needs;
import io.apprunner.it.support.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Layers that are files of their own: those of FIM_LAYERS, and those of the data dir. */
class ExternalLayerTest extends ImageTest {
    @Override
    protected Path original() {
        return Images.busybox();
    }

    @Test
    void allLayersAreListedFromTheLowestToTheHighest() throws IOException {
        Path named = layer("place/z named", "named");
        Path folder = workspace.makeFolder(workspace.work().resolve("folder"));
        Path second = layer("work/folder/2", "second");
        Path first = layer("work/folder/1.layer", "first");
        Path managed = managed("layer-000.layer");

        String[] lines = image.with("FIM_LAYERS", "\"" + named + "\":/no/such/file:" + folder)
                .output("fim-layer", "list")
                .split("\n", -1);

        assertThat(lines).hasSize(6);
        assertThat(lines[0]).matches("0:\\d{6,}:\\d+:" + workspace.image());
        assertThat(lines[1]).isEqualTo("1:0:" + Files.size(named) + ":" + named);
        assertThat(lines[2]).isEqualTo("2:0:" + Files.size(first) + ":" + first);
        assertThat(lines[3]).isEqualTo("3:0:" + Files.size(second) + ":" + second);
        assertThat(lines[4]).isEqualTo("4:0:" + Files.size(managed) + ":" + managed);
        assertThat(image.output("fim-layer", "list", "--json")).contains("\"path\": \"" + managed + "\"");
    }

    @Test
    void whatIsNoLayerIsSkippedWithAWarning() {
        Path text = workspace.write(workspace.work().resolve("text"), "no layer");
        Result result = image.with("FIM_LAYERS", text.toString()).run("fim-layer", "list");
        assertThat(result.status()).isZero();
        assertThat(result.stdout().lines()).hasSize(1);
        assertThat(result.stderr()).startsWith("W::").contains(text.toString());
    }

    @Test
    void linksAndPipesInTheDataDirAreNoLayers() {
        Path layer = layer("work/layer", "text");
        Path folder = managed("layer-000.layer").getParent();
        workspace.script("cd \"$1\"; ln -s \"$2\" link; mkfifo pipe; mkdir folder", folder, layer);
        assertThat(image.output("fim-layer", "list").lines()).hasSize(2);
    }

    @Test
    void listingMakesNothing() {
        image.with("FIM_LAYERS", layer("work/layer", "text").toString()).output("fim-layer", "list");
        assertThat(workspace.data()).doesNotExist();
    }

    @Test
    @Needs(Need.FUSE)
    void higherLayersCoverLowerOnes() {
        Path one = layer("work/one", "one");
        Path two = layer("work/two", "two");
        assertThat(image.with("FIM_LAYERS", one + ":" + two).guest("cat /file")).isEqualTo("two");
        assertThat(image.with("FIM_LAYERS", two + ":" + one).guest("cat /file")).isEqualTo("one");
        managed("a");
        assertThat(image.with("FIM_LAYERS", two + ":" + one).guest("cat /file")).isEqualTo("managed");
        assertThat(image.guest("cat /file")).isEqualTo("managed");
    }

    @Test
    @Needs(Need.FUSE)
    void theVariableIsExpanded() {
        layer("home/my layer", "mine");
        assertThat(image.with("FIM_LAYERS", "~/my\\ layer").guest("cat /file")).isEqualTo("mine");
        assertThat(image.with("FIM_LAYERS", "\"$HOME/my layer\"").guest("cat /file"))
                .isEqualTo("mine");
    }

    @Test
    @Needs(Need.FUSE)
    void aRunSaysNothingAboutSkippedFilesUnlessAsked() {
        String text = workspace.write(workspace.work().resolve("text"), "no").toString();
        assertThat(image.with("FIM_LAYERS", text).guest("echo fine")).isEqualTo("fine\n");
        Result asked = image.with("FIM_LAYERS", text).with("FIM_DEBUG", "1").run("fim-exec", "true");
        assertThat(asked.stderr()).contains("W::", text);
    }

    @Test
    @Needs(Need.FUSE)
    void debuggingListsTheLayersInTheirOrderAndTheOverlay() {
        String layer = layer("work/layer", "text").toString();

        Result run = image.with("FIM_LAYERS", layer).with("FIM_DEBUG", "1").run("fim-exec", "true");

        assertThat(run.stdout().lines()).allMatch(line -> line.matches("[DI]::.*"));
        assertThat(run.stdout().lines().filter(line -> line.contains("Mounting layer from ")))
                .hasSize(2)
                .element(1)
                .asString()
                .contains("Mounting layer from 'layer' with offset '0'");
        assertThat(run.stdout().lines().filter(line -> line.contains("Overlay layer")))
                .hasSize(2)
                .doesNotHaveDuplicates();
        assertThat(run.stdout()).contains("Overlay type: BWRAP\n");
    }

    @Test
    @Needs(Need.FUSE)
    void theGuestHasNoDescriptorOfALayer() {
        Path layer = layer("work/layer", "text");
        assertThat(image.with("FIM_LAYERS", layer.toString()).guest("ls -l /proc/self/fd 2> /dev/null || true"))
                .doesNotContain(layer.toString());
    }

    private Path managed(String name) {
        image.output("fim-layer", "list");
        if (!Files.exists(workspace.data())) {
            workspace.makeFolder(workspace.data().resolve("layers"));
        } else {
            workspace.script("mkdir -p \"$1\"", workspace.data().resolve("layers"));
        }
        workspace.script("chmod go-w \"$1\" \"$1/layers\"", workspace.data());
        return layer(workspace.folder().relativize(workspace.data()) + "/layers/" + name, "managed");
    }

    /** A layer with one file. */
    private Path layer(String path, String text) {
        Path tree = workspace.folder().resolve("work/tree-" + text);
        if (!Files.exists(tree)) {
            workspace.makeFolder(tree);
            workspace.write(tree.resolve("file"), text);
        }
        Path file = workspace.folder().resolve(path);
        image.output("fim-layer", "create", tree.toString(), file.toString());
        return file;
    }
}

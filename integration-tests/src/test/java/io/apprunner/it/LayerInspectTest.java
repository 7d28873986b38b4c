// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.it.support.Account;
import io.apprunner.it.support.ImageTest;
import io.apprunner.it.support.Images;
import io.apprunner.it.support.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Layers are looked into without being mounted. */
class LayerInspectTest extends ImageTest {
    private static final String TREE = """
            mkdir -p "$1/deep/er"; cd "$1"; echo text > file; ln file deep/hard; ln -s ..//file deep/link
            head -c 3000000 /dev/urandom > random; (head -c 5000 /dev/urandom; cat random) > shifted
            chmod 750 deep; chmod 4711 file; mkfifo deep/pipe; echo a > $'line\\nend'; echo b > 'ünï-€'
            find . -exec touch -h -d '2001-02-03 04:05:06' {} +
            """;
    private static final String LIST =
            "cd \"$1\" && find . -mindepth 1 ! -type d -printf '%p %y %m %n %s %l %T@\\n' -o -printf '%p %m %T@\\n' | LC_ALL=C sort";

    private Path tree;
    private Path layer;

    @Override
    protected Path original() {
        return Images.busybox();
    }

    @BeforeEach
    void makeLayer() {
        tree = workspace.folder().resolve("tree");
        layer = workspace.work().resolve("tree.layer");
        workspace.script(TREE, tree);
        image.with("FIM_COMPRESSION_LEVEL", "5").output("fim-layer", "create", tree.toString(), layer.toString());
    }

    private String layer(String operation, Object... more) {
        return image.output(arguments(operation, more));
    }

    private static String[] arguments(String operation, Object... more) {
        String[] words = new String[more.length + 2];
        words[0] = "fim-layer";
        words[1] = operation;
        for (int i = 0; i < more.length; i++) {
            words[i + 2] = more[i].toString();
        }
        return words;
    }

    @Test
    void aLayerAndAllLayersOfAnImageAreSound() {
        assertThat(layer("verify", layer)).matches("layer 0: \\d+ sections, \\d+ bytes, \\d+ bytes of data: sound\n");
        assertThat(layer("verify", "--json", workspace.image())).contains("\"sound\": true", "\"faults\": []");
    }

    @Test
    void aDamagedByteIsFound() throws IOException {
        byte[] bytes = Files.readAllBytes(layer);
        bytes[1000] ^= 1;
        Files.write(layer, bytes);

        Result result = image.run(arguments("verify", layer));

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.stdout())
                .startsWith("layer 0: section 0 (block) at offset 0: ")
                .contains("DAMAGED");
        Path out = workspace.work().resolve("out");
        Result extraction = image.run(arguments("extract", layer, out));
        assertThat(extraction.status()).isEqualTo(1);
        assertThat(extraction.stderr()).contains("cannot extract '").contains("offset 0");
        assertThat(workspace.script("stat -c %a \"$1\"", out.resolve("deep"))).isEqualTo("750\n");
        Result fast = image.run(
                arguments("extract", "--fail-fast", layer, workspace.work().resolve("fast")));
        assertThat(fast.status()).isEqualTo(1);
        assertThat(fast.stderr().lines().filter(line -> line.contains("cannot extract '")))
                .hasSize(1);
    }

    @Test
    void holesStayHoles() {
        workspace.script("truncate -s 50M \"$1/sparse\"; echo end >> \"$1/sparse\"", tree);
        layer("create", tree, layer);
        Path out = workspace.work().resolve("out");

        layer("extract", "--keep-special", layer, out);

        assertThat(workspace.script("cmp \"$1/sparse\" \"$2/sparse\"; stat -c %b \"$2/sparse\"", tree, out))
                .matches("\\d{1,3}\n");
    }

    @Test
    void whatIsExtractedIsTheTree() {
        Path out = workspace.work().resolve("out");

        assertThat(layer("extract", "--keep-special", layer, out)).contains("Extracted");

        assertThat(workspace.script(LIST, out)).isEqualTo(workspace.script(LIST, tree));
        assertThat(workspace.script("cd \"$1\" && cat file random shifted 'ünï-€' | cksum", out))
                .isEqualTo(workspace.script("cd \"$1\" && cat file random shifted 'ünï-€' | cksum", tree));
    }

    @Test
    void setUidFilesAndDevicesAreExtractedOnlyWhenTheyAreAskedFor() {
        boolean isRoot = account == Account.ROOT;
        if (isRoot) {
            workspace.script("mknod \"$1/device\" c 1 3; chmod 666 \"$1/device\"", tree);
            image.output("fim-layer", "create", tree.toString(), layer.toString());
        }
        Path out = workspace.work().resolve("out");

        Result result = image.run(arguments("extract", layer, out));

        assertThat(result.status()).isZero();
        assertThat(result.stderr()).contains("1 files lost their set-uid or set-gid bits", "--keep-special");
        assertThat(result.stderr().contains("1 devices were left out")).isEqualTo(isRoot);
        assertThat(workspace.script("stat -c %a \"$1\"", out.resolve("file"))).isEqualTo("711\n");
        assertThat(out.resolve("device")).doesNotExist();
        assertThat(out.resolve("deep/pipe")).exists();

        Path whole = workspace.work().resolve("whole");
        assertThat(layer("extract", "--keep-special", layer, whole)).contains("Extracted");
        assertThat(workspace.script("stat -c %a \"$1\"", whole.resolve("file"))).isEqualTo("4711\n");
        assertThat(Files.exists(whole.resolve("device"))).isEqualTo(isRoot);
    }

    @Test
    void aFileOfTheUserWithANameLikeTheLayersIsNotTouched() {
        Path part = workspace.write(workspace.work().resolve("tree.layer.part"), "mine");

        layer("create", tree, layer);

        assertThat(part).hasContent("mine");
    }

    @Test
    void partsThatFilesHaveInCommonAreStoredOnce() throws IOException {
        assertThat(Files.size(layer)).isLessThan(3_200_000);
    }

    @Test
    void filesAreListedInLinesThatNoNameBreaks() {
        String[] lines = layer("list-files", layer).split("\n");

        assertThat(lines).hasSize(10);
        assertThat(lines).anyMatch(line -> line.endsWith(" 2001-02-03T04:05:06Z line\\x0aend"));
        assertThat(lines).anyMatch(line -> line.startsWith("l") && line.endsWith(" deep/link -> ..//file"));
        assertThat(lines).anyMatch(line -> line.startsWith("-4711 ") && line.endsWith(" file"));
        assertThat(layer("list-files", "--json", layer)).contains("\"path\": \"ünï-€\"");
    }

    @Test
    void layersAreCompared() {
        Path second = workspace.work().resolve("second.layer");
        workspace.script("cd \"$1\" && rm deep/pipe && echo other > file && mkdir new", tree);
        layer("create", tree, second);

        Result result = image.run(arguments("diff", layer, second));

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.stdout())
                .contains("- deep/pipe\n", "+ new/\n")
                // Whoever is not root loses the setuid bit by writing.
                .containsPattern("~ deep/hard \\((mode, )?time, content\\)\n")
                .containsPattern("~ file \\((mode, )?time, content\\)\n");
        assertThat(layer("diff", layer, layer)).isEmpty();
    }

    @Test
    void aLayerSaysHowItWasMade() {
        assertThat(layer("info", "--json", layer))
                .contains("\"version\": \"app-runner v", "\"level=5\"", "\"type\": \"history\"", "\"ratio\": ");
    }

    @Test
    void whatIsNoLayerIsRefused() {
        assertThat(image.run(arguments("info", tree.resolve("random"))).refusal())
                .contains("a layer");
        assertThat(image.run(arguments("verify")).refusal()).contains("usage: fim-layer verify <file>");
    }
}

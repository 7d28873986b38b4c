// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.it.support.Need;
import io.apprunner.it.support.Needs;
import io.apprunner.it.support.OwnImageTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code fim-layer mount}, and what a layer says of the layers below it. */
@Needs(Need.FUSE)
class LayerMountTest extends OwnImageTest {
    private Path tree() {
        return workspace.makeFolder(workspace.folder().resolve("tree"));
    }

    private Path create(Path tree) {
        Path layer = workspace.folder().resolve("work/layer");
        image.run("fim-layer", "create", tree.toString(), layer.toString());
        return layer;
    }

    /** Runs a script where {@code $mnt} is the mounted layer and {@code $pid} who serves it. */
    private String mounted(Path layer, String options, String script) {
        return workspace.script(
                """
                unshare %s --mount --propagation private -- bash -euc '
                    mnt=$3; env --default-signal "$1" fim-layer mount --foreground %s "$2" "$mnt" & pid=$!
                    for i in $(seq 500); do mountpoint -q "$mnt" && break; sleep 0.01; done
                    %s' bash "$@"
                """.formatted(account.userId() == 0 ? "" : "--user --map-root-user", options, script),
                workspace.image(),
                layer,
                workspace.makeFolder(workspace.folder().resolve("mnt")));
    }

    @Test
    void aMountedLayerShowsItsTreeUntilItIsUnmounted() {
        Path tree = tree();
        workspace.write(tree.resolve("File"), "content");
        String output = mounted(
                create(tree),
                "--uid 7 --gid 8 --cachesize 8",
                "cat $mnt/File; stat -c %u:%g $mnt/File; umount $mnt; wait $pid");
        // The ids of the test's user namespace do not have them.
        assertThat(output).isEqualTo(account.userId() == 0 ? "content7:8\n" : "content65534:65534\n");
    }

    @Test
    void mountingReturnsWhenTheLayerIsThere() {
        Path tree = tree();
        workspace.write(tree.resolve("File"), "content");
        String output = workspace.script(
                """
                unshare %s --mount --propagation private -- bash -euc '
                    out=$("$1" fim-layer mount "$2" "$3"); echo "[$out]"; cat "$3/File"; umount "$3"
                    ! "$1" fim-layer mount "$1.none" "$3"' bash "$@" 2>&1
                """.formatted(account.userId() == 0 ? "" : "--user --map-root-user"),
                workspace.image(),
                create(tree),
                workspace.makeFolder(workspace.folder().resolve("mnt")));
        assertThat(output).startsWith("[]\ncontent").contains("there is no layer file");
    }

    @Test
    void timesBefore1970AndFarAheadAreShownToTheNanosecond() {
        Path tree = tree();
        workspace.script("touch -d @-1000000000.25 \"$1/before\"; touch -d @5000000000.5 \"$1/ahead\"", tree);
        Path layer = workspace.folder().resolve("work/exact");
        image.output("fim-layer", "create", "--keep-nanoseconds", tree.toString(), layer.toString());
        assertThat(mounted(layer, "", "cd $mnt; stat -c %.Y before ahead; cd /; umount $mnt; wait $pid"))
                .isEqualTo("-1000000000.250000000\n5000000000.500000000\n");
    }

    @Test
    void aMountedLayerKeepsNoFolderBusy() {
        Path tree = tree();
        workspace.write(tree.resolve("File"), "content");
        String output = workspace.script(
                """
                unshare %s --mount --propagation private -- bash -euc '
                    mkdir "$4/busy"; mount -t tmpfs none "$4/busy"; cd "$4/busy"
                    "$1" fim-layer mount "$2" "$3"; cd /; umount "$4/busy"; cat "$3/File"; umount "$3"' bash "$@" 2>&1
                """.formatted(account.userId() == 0 ? "" : "--user --map-root-user"),
                workspace.image(),
                create(tree),
                workspace.makeFolder(workspace.folder().resolve("mnt")),
                workspace.work());
        assertThat(output).isEqualTo("content");
    }

    @Test
    void holesAreShown() {
        Path tree = tree();
        workspace.script("truncate -s 9M \"$1/File\"; echo end >> \"$1/File\"", tree);
        String output = workspace.script(
                """
                unshare %s --mount --propagation private -- bash -euc '
                    "$1" fim-layer mount "$2" "$3"; [ "$(stat -c %%b "$3/File")" -lt 1000 ]; cmp "$3/File" "$4/File"
                    cp --sparse=auto "$3/File" "$5/copy"; [ "$(stat -c %%b "$5/copy")" -lt 1000 ]; umount "$3"; echo done' bash "$@"
                """.formatted(account.userId() == 0 ? "" : "--user --map-root-user"),
                workspace.image(),
                create(tree),
                workspace.makeFolder(workspace.folder().resolve("mnt")),
                tree,
                workspace.work());
        assertThat(output).isEqualTo("done\n");
    }

    @Test
    void aDamagedBlockIsAnErrorOfItsFilesAndOfNoOthers() throws IOException {
        Path tree = tree();
        workspace.script("head -c 20000000 /dev/urandom > \"$1/a\"; head -c 40000000 /dev/urandom > \"$1/z\"", tree);
        Path layer = create(tree);
        byte[] bytes = Files.readAllBytes(layer);
        bytes[15_000_000] ^= 1;
        Files.write(layer, bytes);
        String output = mounted(layer, "", """
                head -c 1 $mnt/a > /dev/null 2>&1 || echo refused
                tail -c 1000000 $mnt/z | wc -c; umount $mnt; wait $pid""");
        assertThat(output).isEqualTo("refused\n1000000\n");
    }

    /** The process that would serve holds the pipe of the output: this returns when it has ended too. */
    @ParameterizedTest
    @CsvSource({
        "--cachesize 0,a cache of 0 MiB",
        "--layer none,none",
        "'',usage: fim-layer mount",
        "--json,usage: fim-layer mount"
    })
    void aCommandLineThatMountsNothingLeavesNoProcess(String words, String reason) {
        List<String> line = new ArrayList<>(List.of("fim-layer", "mount"));
        Stream.of(words.split(" ")).filter(word -> !word.isEmpty()).forEach(line::add);
        line.addAll(words.isEmpty() ? List.of() : List.of("file", "folder"));
        assertThat(image.run(line).refusal()).contains(reason);
    }

    @ParameterizedTest
    @CsvSource({"HUP,129", "INT,130", "TERM,143"})
    void aSignalUnmountsTheLayer(String signal, int status) {
        String output = mounted(
                create(tree()),
                "",
                "kill -%s $pid; wait $pid || true; mountpoint -q $mnt || echo gone".formatted(signal));
        assertThat(output).isEqualTo("gone\n");
    }

    @Test
    void caseIsIgnoredWhenAskedFor() {
        Path tree = tree();
        workspace.write(tree.resolve("File"), "content");
        Path layer = create(tree);
        String look = "cat $mnt/File; cat $mnt/fILE 2> /dev/null || echo none; umount $mnt; wait $pid";
        assertThat(mounted(layer, "", look)).isEqualTo("contentnone\n");
    }

    @Test
    void namesOfAnotherCaseAreFound() {
        Path tree = tree();
        workspace.write(tree.resolve("File"), "content");
        assertThat(mounted(create(tree), "--ignore-case", "cat $mnt/fILE; umount $mnt; wait $pid"))
                .isEqualTo("content");
    }

    @Test
    void anOpaqueDirectoryHidesWhatIsBelow() {
        Path tree = tree();
        workspace.makeFolder(tree.resolve("etc"));
        workspace.write(tree.resolve("etc/own"), "");
        workspace.write(tree.resolve("etc/.wh..wh..opq"), "");
        image.run("fim-layer", "add", create(tree).toString());
        assertThat(image.guest("ls -A /etc").lines()).contains("own").doesNotContain(".wh..wh..opq", "os-release");
    }

    @Test
    void theFilesThatARunReadsAreListed() {
        Path list = workspace.folder().resolve("work/list");
        image.with("FIM_START_FILES", list.toString()).guest("true");
        assertThat(list).content().contains("bin/busybox");
    }
}

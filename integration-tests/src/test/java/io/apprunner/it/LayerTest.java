// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.it.support.Account;
import io.apprunner.it.support.ImageTest;
import io.apprunner.it.support.Images;
import io.apprunner.it.support.Need;
import io.apprunner.it.support.Needs;
import io.apprunner.it.support.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Needs(Need.FUSE)
class LayerTest extends ImageTest {
    /** Makes a tree with everything that a layer can hold. */
    private static final String TREE = """
            mkdir -p "$1/data/empty" "$1/data/deep/er/est" "$1/data/many"; cd "$1/data"
            echo text > file; echo text > same; : > nothing; ln file deep/hard; ln -s ../file deep/link; ln -s /no/where dangling
            head -c 5000000 /dev/urandom > random; head -c 20000000 /dev/zero > zeros; truncate -s 30M holes
            printf x | dd of=holes bs=1 seek=10000000 conv=notrunc status=none
            echo secret > private; chmod 600 private; echo run > program; chmod 755 program; chmod 700 empty
            mkdir sticky; chmod 1777 sticky; echo a > 'with a space'; echo b > $'line\\nend'; echo c > 'ünï-€-😀';
            echo e > "$(printf 'n%.0s' $(seq 255))"; for i in $(seq 500); do echo "$i" > "many/$i"; done
            mkfifo pipe; find . -exec touch -h -d '2001-02-03 04:05:06' {} +
            """;

    private Path tree;
    private Path layer;

    @Override
    protected Path original() {
        return Images.busybox();
    }

    @BeforeEach
    void makeTree() {
        tree = workspace.folder().resolve("tree");
        layer = workspace.work().resolve("tree.layer");
        workspace.script(TREE, tree);
    }

    @Test
    void aFolderBecomesALayer() throws IOException {
        String text = create();

        assertThat(text).contains("Gathering files to compress").contains("Filesystem created without errors");
        assertThat(new String(Files.readAllBytes(layer), 0, 6, java.nio.charset.StandardCharsets.ISO_8859_1))
                .isEqualTo("DWARFS");
        assertThat(workspace.work()).isDirectoryNotContaining(path -> !path.equals(layer));
    }

    @Test
    void theSameFolderGivesTheSameBytes() {
        create();
        Path second = workspace.work().resolve("second.layer");
        image.with("FIM_COMPRESSION_LEVEL", "1").output("fim-layer", "create", tree.toString(), second.toString());

        assertThat(second).hasSameBinaryContentAs(layer);
    }

    @Test
    void withSourceDateEpochTheTimeOfTheBuildMakesNoDifference() {
        workspace.script("find \"$1\" -exec touch -h {} +", tree);
        image.with("SOURCE_DATE_EPOCH", "1000000000").output("fim-layer", "create", tree.toString(), layer.toString());
        workspace.script("find \"$1\" -exec touch -h -d '2030-01-01' {} +", tree);
        Path second = workspace.work().resolve("second.layer");
        image.with("SOURCE_DATE_EPOCH", "1000000000").output("fim-layer", "create", tree.toString(), second.toString());

        assertThat(second).hasSameBinaryContentAs(layer);
        assertThat(image.with("SOURCE_DATE_EPOCH", "soon")
                        .run("fim-layer", "create", tree.toString(), layer.toString())
                        .refusal())
                .contains("SOURCE_DATE_EPOCH");
    }

    @Test
    void filesOfARecordedStartComeFirst() throws IOException {
        Path list = workspace.write(workspace.folder().resolve("list"), "/data/many/7\n\n/data/no such file\n");
        create();
        byte[] ordinary = Files.readAllBytes(layer);
        image.with("FIM_COMPRESSION_LEVEL", "1")
                .output("fim-layer", "create", "--start-files", list.toString(), tree.toString(), layer.toString());

        assertThat(Files.readAllBytes(layer)).isNotEqualTo(ordinary);
        assertThat(image.run("fim-layer", "verify", layer.toString()).status()).isZero();
        assertThat(image.run("fim-layer", "create", "--start-files", "none", tree.toString(), layer.toString())
                        .refusal())
                .contains("none");
    }

    @Test
    void timesBefore1970AndNanosecondsAreKept() {
        workspace.script(
                "touch -d @-3600 \"$1/data/file\"; touch -d @-1000000000.25 \"$1/data/program\";"
                        + " touch -d @5000000000.123456789 \"$1/data/same\"",
                tree);
        String stat = "cd \"$1\"/data; stat -c '%.Y' file program same";
        create();
        assertThat(image.output("fim-layer", "list-files", layer.toString()))
                .contains(" 1969-12-31T23:00:00Z data/file", " 2128-06-11T08:53:20Z data/same");
        image.output("fim-layer", "extract", layer.toString(), "whole");
        assertThat(workspace.script(stat, "whole").split("\n"))
                .containsExactly("-3600.000000000", "-1000000001.000000000", "5000000000.000000000");

        image.output("fim-layer", "create", "--keep-nanoseconds", tree.toString(), layer.toString());
        image.output("fim-layer", "extract", layer.toString(), "exact");
        assertThat(workspace.script(stat, "exact")).isEqualTo(workspace.script(stat, tree));
    }

    @Test
    void progressIsForTerminalsOnly() {
        Result result = image.run("fim-layer", "create", tree.toString(), layer.toString());

        assertThat(result.success()).doesNotContain("MiB");
        assertThat(result.stderr()).isEmpty();
    }

    @Test
    void aSparseFileOfThreeGigabytesIsATinyLayer() throws IOException {
        workspace.script(
                "rm \"$1/data/random\"; truncate -s 3G \"$1/data/sparse\"; "
                        + "printf x | dd of=\"$1/data/sparse\" bs=1 seek=2000000000 conv=notrunc status=none",
                tree);
        create();
        add().success();

        assertThat(Files.size(layer)).isLessThan(100_000);
        assertThat(image.guest("wc -c < /data/sparse; tail -c +2000000001 /data/sparse | head -c 1"))
                .isEqualTo("3221225472\nx");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "5", "9"})
    void everyLevelGivesTheSameFiles(String level) {
        image.with("FIM_COMPRESSION_LEVEL", level).output("fim-layer", "create", tree.toString(), layer.toString());
        add().success();

        assertThat(image.guest("cat /data/file; wc -c < /data/holes; ls /data/many | wc -l"))
                .isEqualTo("text\n31457280\n500\n");
    }

    @Test
    void anAddedLayerShowsItsFiles() {
        create();
        Result result = add();

        assertThat(result.success()).contains("Included novel layer from file").contains("'" + layer + "'");
        assertThat(image.output("fim-exec", "cat", "/data/file", "/data/deep/hard", "/data/deep/link"))
                .isEqualTo("text\ntext\ntext\n");
        assertThat(image.output("fim-exec", "cat", "/etc/os-release")).contains("ID=busybox-test");
    }

    @Test
    void theMountedLayerIsTheFolderItWasMadeOf() {
        create();
        add();
        Path copy = workspace.makeFolder(workspace.folder().resolve("copy"));

        Result archive = image.run("fim-exec", "tar", "-C", "/", "-cf", "-", "data");
        assertThat(archive.stderr()).isEmpty();
        image.at("/bin/tar").reading(archive.output()).output("-C", copy.toString(), "-xpf", "-");

        assertThat(workspace.script(
                        "rm \"$1/data/pipe\" \"$2/data/pipe\"; diff -r --no-dereference \"$1\" \"$2\"", tree, copy))
                .isEmpty();
        String list =
                "cd \"$1\" && find data ! -type d -printf '%p %y %m %n %s %l %T@\\n' -o -printf '%p %m %T@\\n' | LC_ALL=C sort";
        assertThat(workspace.script(list, copy)).isEqualTo(workspace.script(list, tree));
    }

    @Test
    void aLaterLayerHidesAnEarlierOne() {
        create();
        add();
        workspace.script("rm -r \"$1\"; mkdir -p \"$1/data\"; echo newer > \"$1/data/file\"", tree);
        create();
        add();

        assertThat(image.output("fim-exec", "cat", "/data/file", "/data/same")).isEqualTo("newer\ntext\n");
    }

    @Test
    void theListNamesIndexOffsetSizeAndFile() throws IOException {
        create();
        add();
        String[] lines = image.output("fim-layer", "list").split("\n");

        assertThat(lines).hasSize(2);
        assertThat(lines[0]).matches("0:\\d+:\\d+:.*").endsWith(":" + workspace.image());
        String[] last = lines[1].split(":");
        assertThat(last[0]).isEqualTo("1");
        assertThat(Long.parseLong(last[2])).isEqualTo(Files.size(layer));
        assertThat(Long.parseLong(last[1]) + Long.parseLong(last[2])).isEqualTo(Files.size(workspace.image()));
    }

    @Test
    void theModeOfTheImageIsKept() throws IOException {
        workspace.ownCopy();
        Files.setPosixFilePermissions(workspace.image(), PosixFilePermissions.fromString("rwxr-x---"));
        create();
        add();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(workspace.image())))
                .isEqualTo("rwxr-x---");
        assertThat(Files.getAttribute(workspace.image(), "unix:uid")).isEqualTo(account.userId());
    }

    @Test
    void aLayerIsAddedToTheFileBehindALink() throws IOException {
        create();
        Path link = Files.createSymbolicLink(workspace.work().resolve("link"), workspace.image());

        image.at(link).run("fim-layer", "add", layer.toString()).success();

        assertThat(link).isSymbolicLink();
        assertThat(image.guest("cat /data/file")).isEqualTo("text\n");
    }

    @Test
    void aLayerCanBeAddedWhileAGuestRuns() {
        create();
        try (var guest = image.start("fim-exec", "sh", "-c", "echo ready; read x; cat /etc/os-release")) {
            guest.awaitOutput("ready");
            add().success();
            assertThat(guest.result().stdout()).contains("ID=busybox-test");
        }
        assertThat(image.guest("cat /data/file")).isEqualTo("text\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "DWARFS", "DWARFS\u0002\u0005 and then nothing that makes sense at all", "#!/bin/sh\n"})
    void aFileThatIsNoLayerIsRefusedAndTheImageKeepsItsBytes(String content) {
        Path before = workspace.copy(workspace.image(), workspace.folder().resolve("before"));
        workspace.write(layer, content);

        image.run("fim-layer", "add", layer.toString()).refusal();

        assertThat(workspace.image()).hasSameBinaryContentAs(before);
        assertThat(workspace.image().getParent()).isDirectoryNotContaining(path -> !path.equals(workspace.image()));
    }

    @Test
    void aLayerThatWasCutShortIsRefused() throws IOException {
        create();
        try (var file = java.nio.channels.FileChannel.open(layer, java.nio.file.StandardOpenOption.WRITE)) {
            file.truncate(file.size() / 2);
        }

        image.run("fim-layer", "add", layer.toString()).refusal();
    }

    @Test
    void aLayerThatIsMissingIsRefused() {
        assertThat(image.run("fim-layer", "add", "missing.layer").refusal()).contains("missing.layer");
    }

    @Test
    void aFolderThatIsMissingIsRefused() {
        assertThat(image.run("fim-layer", "create", "missing", layer.toString()).refusal())
                .contains("Source directory 'missing' does not exist");
        assertThat(layer).doesNotExist();
    }

    @Test
    void aFileIsNoFolder() {
        assertThat(image.run("fim-layer", "create", tree + "/data/file", layer.toString())
                        .refusal())
                .contains("is not a directory");
    }

    @Test
    void aNameThatIsNotUtf8IsRefusedAndLeavesNothing() {
        workspace.script("touch \"$1/data/\"$'\\377raw'", tree);

        assertThat(image.run("fim-layer", "create", tree.toString(), layer.toString())
                        .refusal())
                .contains("raw is not valid UTF-8");
        assertThat(workspace.work()).isEmptyDirectory();
    }

    @Test
    void aTargetThatCannotBeWrittenIsRefused() {
        image.run("fim-layer", "create", tree.toString(), "/no/such/folder/x.layer")
                .refusal();
    }

    @Test
    void aFileThatCannotBeReadIsRefusedAndLeavesNothing() throws IOException {
        if (account == Account.ROOT) {
            return; // root reads everything
        }
        Files.setPosixFilePermissions(tree.resolve("data/private"), Set.of());

        Result result = image.run("fim-layer", "create", tree.toString(), layer.toString());

        assertThat(result.status()).isEqualTo(125);
        assertThat(result.stderr()).contains("app-runner: no permission to read " + tree + "/data/private");
        assertThat(workspace.work()).isEmptyDirectory();
    }

    @Test
    void wrongOperandsAreRefused() {
        assertThat(image.run("fim-layer", "create", "x").refusal())
                .contains("create requires exactly two arguments (/path/to/dir /path/to/file.layer)");
        assertThat(image.run("fim-layer", "add").refusal()).contains("add requires exactly one argument");
        assertThat(image.run("fim-layer", "list", "x").refusal()).contains("Trailing arguments for fim-layer list");
        image.run("fim-layer").refusal();
        image.run("fim-layer", "no-such-operation").refusal();
    }

    private String create() {
        return image.with("FIM_COMPRESSION_LEVEL", "1")
                .output("fim-layer", "create", tree.toString(), layer.toString());
    }

    private Result add() {
        return image.run("fim-layer", "add", layer.toString());
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.it.support.Account;
import io.apprunner.it.support.Need;
import io.apprunner.it.support.Needs;
import io.apprunner.it.support.OwnImageTest;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Where nothing more can be written, every writer says so, with what helps, and leaves nothing behind. Each test mounts
 * a small file system of its own, which nobody else sees.
 */
@Needs(Need.FUSE)
class FullDiskTest extends OwnImageTest {
    private static final String ADVICE = "free some space on that file system";

    /** $image, $disk (the file system), $work (a folder with a tree and a layer of it), and what tests do there. */
    private static final String PRELUDE = """
            image=$1 disk=$2 work=$3 options=$4
            mount -t tmpfs -o "$options" tmpfs "$disk"
            refused() { status=0; "$@" > "$work/out" 2> "$work/error" || status=$?; echo "status $status"; cat "$work/error"; }
            """;

    @BeforeEach
    void makeTree() {
        workspace.script("""
                mkdir tree; head -c 1000000 /dev/urandom > tree/large
                "$1" fim-layer create tree tree.layer > out""", workspace.image());
    }

    /** What a script prints that runs beside a new file system with these options of mount(8). */
    private String onDisk(String options, String script) {
        return workspace.script(
                "unshare %s --mount -- bash -euc '%s' bash \"$@\""
                        .formatted(account == Account.ROOT ? "" : "--user --map-root-user", PRELUDE + script),
                workspace.image(),
                workspace.makeFolder(workspace.folder().resolve("disk " + options)),
                workspace.work(),
                options);
    }

    /** The output of a script that ends in a refusal, which nothing follows. */
    private void assertRefused(String output, String... parts) {
        assertThat(output).startsWith("status 125\napp-runner: ").contains(parts);
        assertThat(output).doesNotContain("internal error", "Exception", ".tmp", "folder of yours");
        assertThat(output.lines().toList()).hasSize(3).last().asString().contains(ADVICE);
    }

    @Test
    void aLayerThatHasNoRoomIsNotMade() {
        assertRefused(
                onDisk(
                        "size=300k",
                        "refused \"$image\" fim-layer create \"$work/tree\" \"$disk/new\"; ls -A \"$disk\""),
                "cannot write the image: no space left on device");
    }

    @Test
    void aFileThatCannotEvenBeBegunIsNamed() {
        assertRefused(
                onDisk(
                        "nr_inodes=1",
                        "refused \"$image\" fim-layer create \"$work/tree\" \"$disk/new\"; ls -A \"$disk\""),
                "cannot write",
                "/new: no space left on device");
    }

    @Test
    void anImageKeepsItsLayersWhenAnotherOneHasNoRoom() throws IOException {
        String output = onDisk("size=" + (Files.size(workspace.image()) / 1024 + 3000) + "k", """
                cp "$image" "$disk/image"
                refused "$disk/image" fim-layer add "$work/tree.layer"
                cmp "$image" "$disk/image"; ls -A "$disk" | grep -vx image || true""");
        assertRefused(output, "cannot add a layer to", "no space left on device");
    }

    @Test
    void aDataDirThatHasNoRoomIsSaidToBeSoWhereverItIs() {
        String run = "refused \"$image\" fim-exec true; ";
        // The folder itself, the upper dir, the mount point, and the work dir, which is not made outside of a sandbox.
        for (int files = 1; files <= (account == Account.ROOT ? 4 : 3); files++) {
            String output = onDisk("nr_inodes=" + files, "export FIM_DIR_DATA=\"$disk/data\"; " + run);
            assertRefused(output, "cannot make", "/data", "no space left on device");
        }
    }

    @Test
    void aFullDiskBesideTheImageLeadsToNoOtherPlace() {
        String output = onDisk("nr_inodes=2", """
                cp "$image" "$disk/image"
                refused "$disk/image" fim-exec true
                find "$HOME" -name "*.data"; ls -A "$disk" | grep -vx image || true""");
        assertRefused(output, "cannot make", ".image.data: no space left on device");
    }

    @Test
    void anExtractionThatHasNoRoomSaysSo() {
        String output = onDisk("size=300k", "refused \"$image\" fim-layer extract \"$work/tree.layer\" \"$disk/new\"");
        assertThat(output).startsWith("status ").contains("no space left on device");
        assertThat(output).doesNotContain("internal error", "Exception");
    }

    @Test
    void aPictureThatHasNoRoomIsNotMade() {
        workspace.write(
                workspace.work().resolve("x.svg"),
                "<svg xmlns=\"http://www.w3.org/2000/svg\"><!--" + "x".repeat(20_000) + "--></svg>\n");
        workspace.write(
                workspace.work().resolve("x.json"),
                "{\"integrations\": [], \"name\": \"x\", \"icon\": \"x.svg\", \"categories\": []}\n");
        image.output("fim-desktop", "setup", "x.json");
        String output =
                onDisk("size=8k", "refused \"$image\" fim-desktop dump icon \"$disk/icon.svg\"; ls -A \"$disk\"");
        assertRefused(output, "cannot write", "no space left on device");
    }

    @Test
    void whatIsLargerThanTheLimitOfFileSizesIsNotMade() {
        for (List<String> operation :
                List.of(List.of("fim-layer", "create", "tree", "new"), List.of("fim-layer", "add", "tree.layer"))) {
            String before = checksum();

            String refusal = image.behindScript("ulimit -f 100; exec \"$@\"")
                    .run(operation)
                    .refusal();

            assertThat(refusal).contains("cannot ", ": file too large\n  raise the limit of file sizes (ulimit -f)");
            assertThat(checksum()).isEqualTo(before);
        }
        assertThat(workspace
                        .script("ls -A; ls -A \"$1\"", workspace.image().getParent())
                        .split("\n"))
                .containsExactlyInAnyOrder("out", "tree", "tree.layer", "image");
    }

    @Test
    void aGuestIsEndedByTheLimitOfFileSizesAsAnyProgramIs() {
        assertThat(image.run(
                                "fim-exec",
                                "sh",
                                "-c",
                                "exec 2> /dev/null; ulimit -f 1; (head -c 100000 /dev/zero > /tmp/x); echo $?")
                        .success())
                .isEqualTo("153\n");
    }
}

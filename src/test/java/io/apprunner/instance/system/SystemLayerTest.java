// SPDX-License-Identifier: Apache-2.0
package io.apprunner.instance.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.filesystems.mount.LayerView;
import io.apprunner.filesystems.tree.FolderNode;
import io.apprunner.filesystems.tree.GuestTree;
import io.apprunner.filesystems.tree.TestLayer;
import io.apprunner.posix.Posix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemLayerTest {
    private static final String LINE = "me:x:1000:100:me:/home/me:/bin/bash";
    private static final SystemPlan PLAN = new SystemPlan(LINE, "own", List.of(), "> ");

    @TempDir
    Path folder;

    private Path upper = Path.of("/");
    private Path image = Path.of("/");
    private Path made = Path.of("/");
    private Path host = Path.of("/");

    @BeforeEach
    void make() throws IOException {
        upper = Files.createDirectory(folder.resolve("upper"));
        image = Files.createDirectory(folder.resolve("image"));
        made = Files.createDirectory(folder.resolve("made"));
        host = Files.createDirectory(folder.resolve("host"));
    }

    private static void write(Path root, String name, String content, String mode) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private void fill(boolean interactive) throws IOException {
        try (TestLayer layer = TestLayer.of(image, LayerView.PLAIN)) {
            GuestTree tree = new GuestTree(List.of(FolderNode.root(Posix.get(), upper), layer.root()));
            new SystemLayer(tree, made).fill(PLAN, interactive, host);
        }
    }

    @Test
    void filesOfTheImageAreCompletedAboveIt() throws IOException {
        write(image, "etc/passwd", "root:x:0:0:::\n", "rw-r--r--");
        write(image, "etc/shadow", "root:*:::::::\n", "rw-r-----");
        write(image, "etc/group", "root:x:0:\n", "rw-rw-r--");
        write(host, "etc/group", "users:x:100:\n", "rw-r--r--");
        FileTime time = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(image.resolve("etc"), time);
        fill(false);
        assertThat(made.resolve("etc/passwd")).hasContent(LINE + "\nroot:x:0:0:::\n");
        assertThat(made.resolve("etc/shadow")).hasContent("root:*:::::::\nme:*:::::::\n");
        assertThat(made.resolve("etc/group")).hasContent("root:x:0:\nusers:x:100:\n");
        assertThat(made.resolve("etc/hosts")).content().contains("localhost", "own");
        assertThat(made.resolve("etc/bash.bashrc")).doesNotExist();
        assertThat(mode(made.resolve("etc/shadow"))).isEqualTo("rw-r-----");
        assertThat(mode(made.resolve("etc/group"))).isEqualTo("rw-rw-r--");
        assertThat(mode(made.resolve("etc/hosts"))).isEqualTo("rw-r--r--");
        assertThat(Files.getLastModifiedTime(made.resolve("etc"))).isEqualTo(time);
        assertThat(image.resolve("etc/passwd")).hasContent("root:x:0:0:::");
        assertThat(upper).isEmptyDirectory();
    }

    @Test
    void whatAGuestHasWrittenIsKeptAndCompletedInItsPlace() throws IOException {
        write(image, "etc/passwd", "root:x:0:0:::\n", "rw-r--r--");
        write(upper, "etc/passwd", "root:x:0:0:::\nnew:x:5:5:::\n", "rw-rw-r--");
        write(upper, "etc/hosts", "1.2.3.4 own localhost\n", "rw-r--r--");
        fill(false);
        assertThat(upper.resolve("etc/passwd")).hasContent(LINE + "\nroot:x:0:0:::\nnew:x:5:5:::\n");
        assertThat(mode(upper.resolve("etc/passwd"))).isEqualTo("rw-rw-r--");
        assertThat(upper.resolve("etc/hosts")).hasContent("1.2.3.4 own localhost");
        assertThat(made.resolve("etc/passwd")).doesNotExist();
        assertThat(made.resolve("etc/hosts")).doesNotExist();
    }

    @Test
    void aGuestWithoutSystemFilesHasThoseThatTellWhoItIs() throws IOException {
        fill(false);
        assertThat(made.resolve("etc/passwd")).hasContent(LINE);
        assertThat(made.resolve("etc/group")).hasContent("me:x:100:");
        assertThat(made.resolve("etc/shadow")).doesNotExist();
        assertThat(mode(made.resolve("etc"))).isEqualTo("rwxr-xr-x");
    }

    @Test
    void whatIsNoUsualFileStaysAsItIs() throws IOException {
        Files.createDirectories(upper.resolve("etc/passwd"));
        Path secret = Files.writeString(folder.resolve("secret"), "secret");
        Files.createSymbolicLink(upper.resolve("etc/group"), secret);
        fill(false);
        assertThat(made.resolve("etc/passwd")).doesNotExist();
        assertThat(secret).hasContent("secret");
    }

    @Test
    void aFolderThatIsALinkStaysOne() throws IOException {
        write(image, "usr/etc/passwd", "root:x:0:0:::\n", "rw-r--r--");
        Files.createSymbolicLink(image.resolve("etc"), Path.of("usr/etc"));
        fill(false);
        assertThat(made.resolve("usr/etc/passwd")).content().startsWith(LINE);
        assertThat(made.resolve("etc")).doesNotExist();
    }

    @Test
    void anInteractiveShellReadsThePromptLast() throws IOException {
        write(image, "etc/bash.bashrc", "PS1=other\n", "rw-r--r--");
        fill(true);
        assertThat(made.resolve("etc/bash.bashrc"))
                .content()
                .startsWith("PS1=other\n")
                .contains(". \"$BASHRC_FILE\"");
    }

    @Test
    void theHostsZoneIsThatOfTheGuestsOwnRules() throws IOException {
        Files.createDirectories(host.resolve("etc"));
        Files.createSymbolicLink(host.resolve("etc/localtime"), Path.of("/usr/share/zoneinfo/Europe/Oslo"));
        write(image, "usr/share/zoneinfo/Europe/Oslo", "rules", "rw-r--r--");
        fill(false);
        assertThat(Files.readSymbolicLink(made.resolve("etc/localtime")))
                .isEqualTo(Path.of("/usr/share/zoneinfo/Europe/Oslo"));
    }

    @Test
    void aGuestWithoutRulesHasTheHosts() throws IOException {
        write(host, "etc/localtime", "TZif2...", "rw-------");
        fill(false);
        assertThat(made.resolve("etc/localtime")).hasContent("TZif2...");
        assertThat(mode(made.resolve("etc/localtime"))).isEqualTo("rw-r--r--");
    }
}

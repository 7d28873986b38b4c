// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.it.support.Account;
import io.apprunner.it.support.Executable;
import io.apprunner.it.support.ImageTest;
import io.apprunner.it.support.Images;
import io.apprunner.it.support.Need;
import io.apprunner.it.support.Needs;
import io.apprunner.it.support.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is in a data dir after a run, and who can reach it. */
@Needs(Need.FUSE)
class DataDirTest extends ImageTest {
    private static final String WRITE = "echo x > /new; mkdir /folder; echo y >> /etc/os-release";

    private Path copy;

    @Override
    protected Path original() {
        return Images.busybox();
    }

    @BeforeEach
    void choosePlaces() {
        copy = workspace.work().resolve("copy");
    }

    @Test
    void afterARunTheToolsOfTheHostCanCopyAndPackTheDataDir() {
        image.guest(WRITE);

        assertThat(workspace.data().resolve("work")).doesNotExist();
        workspace.script("cp -r \"$1\" \"$2\" && tar -cf \"$2.tar\" -C \"$1\" .", workspace.data(), copy);
        assertThat(copy.resolve("root/new")).hasContent("x\n");
        image.with("FIM_DIR_DATA", copy.toString()).guest("grep -q x /new && grep -q y /etc/os-release");
    }

    @Test
    @Needs(Need.PYTHON)
    void afterARunPythonCanRemoveTheDataDir() {
        image.guest(WRITE);

        workspace.script("python3 -c 'import shutil, sys; shutil.rmtree(sys.argv[1])' \"$1\"", workspace.data());

        assertThat(workspace.data()).doesNotExist();
    }

    @Test
    void aRunWhoseProgramIsMissingOrLeavesADaemonRemovesItsWorkFolderToo() {
        assertThat(image.run("fim-exec", "no-such-program").status()).isEqualTo(127);
        assertThat(workspace.data().resolve("work")).doesNotExist();

        image.guest("(setsid sh -c 'while :; do echo x >> /log; done' > /dev/null 2>&1 < /dev/null &)");
        assertThat(workspace.data().resolve("work")).doesNotExist();
        workspace.script("cp -r \"$1\" \"$2\"", workspace.data(), copy);
    }

    @Test
    void whatAKilledRunHasLeftIsGoneAfterTheNextOne() {
        try (Running running = image.start("fim-exec", "sh", "-c", WRITE + "; echo ready; exec sleep 1000")) {
            running.awaitOutput("ready");
            running.signal("KILL");
        }

        assertThat(image.output("fim-exec", "cat", "/new")).isEqualTo("x\n");
        assertThat(workspace.data().resolve("work")).doesNotExist();
        workspace.script("cp -r \"$1\" \"$2\"", workspace.data(), copy);
    }

    @Test
    void inADataDirThatOthersCanEnterAClosedFolderIsBetween() throws IOException {
        Path open = openFolder();

        image.with("FIM_DIR_DATA", open.toString()).guest("cp /bin/busybox /tool && chmod 6755 /tool");

        assertThat(permissions(open)).isEqualTo("rwxr-xr-x");
        assertThat(permissions(open.resolve("private"))).isEqualTo("rwx------");
        assertThat(open.resolve("private/root/tool")).exists();
        try (Stream<Path> files = Files.list(open)) {
            assertThat(files).containsExactly(open.resolve("private"));
        }
        image.with("FIM_DIR_DATA", open.toString()).guest("test -u /tool");
    }

    @Test
    @Needs(Need.TWO_ACCOUNTS)
    void rightsThatAGuestGivesToAFileAreOutOfTheReachOfOtherUsers() throws IOException {
        Path open = openFolder();
        image.with("FIM_DIR_DATA", open.toString()).guest("cp /bin/busybox /tool && chmod 6755 /tool");
        image.guest("cp /bin/busybox /tool && chmod 6755 /tool");

        assertThat(seenByOrdinaryUser(open)).isEqualTo(account == Account.ORDINARY_USER);
        assertThat(seenByOrdinaryUser(workspace.data())).isEqualTo(account == Account.ORDINARY_USER);
    }

    @Test
    void aDataDirThatIsOpenedLaterKeepsWhatWasWritten() throws IOException {
        image.guest(WRITE);
        Files.setPosixFilePermissions(workspace.data(), PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThat(image.output("fim-exec", "cat", "/new")).isEqualTo("x\n");
        assertThat(workspace.data().resolve("root")).doesNotExist();
        assertThat(workspace.data().resolve("private/root/new")).hasContent("x\n");
    }

    @Test
    void imagesWhosePathsAreAlikeHaveTheirOwnDataDirs() throws IOException {
        Executable first = closedImage("Aa");
        Executable second = closedImage("BB");

        first.guest("echo first > /new");
        second.guest("test ! -e /new && echo second > /new");

        assertThat(first.output("fim-exec", "cat", "/new")).isEqualTo("first\n");
        try (Stream<Path> folders = Files.list(workspace.home().resolve(".local/share/app-runner"))) {
            assertThat(folders).hasSize(2);
        }
    }

    /** An image that cannot have its data dir beside it. */
    private Executable closedImage(String folder) throws IOException {
        Path place = workspace.makeFolder(workspace.folder().resolve(folder));
        Path app = workspace.link(original().toAbsolutePath(), place.resolve("app"));
        Files.writeString(place.resolve(".app.data"), "in the way");
        return workspace.program(app);
    }

    private Path openFolder() throws IOException {
        Path open = workspace.makeFolder(workspace.folder().resolve("open"));
        return Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Whether the ordinary user finds a set-uid file in a folder. */
    private boolean seenByOrdinaryUser(Path folder) {
        String prefix = account == Account.ROOT ? String.join(" ", Account.ORDINARY_USER.prefix()) : "";
        return !workspace
                .script(prefix + " find \"$1\" -perm /6000 2> /dev/null || true", folder)
                .isBlank();
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}

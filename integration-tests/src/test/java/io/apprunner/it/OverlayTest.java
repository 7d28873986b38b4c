// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.it.support.Account;
import io.apprunner.it.support.Executable;
import io.apprunner.it.support.ImageTest;
import io.apprunner.it.support.Need;
import io.apprunner.it.support.Needs;
import io.apprunner.it.support.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@Needs(Need.FUSE)
class OverlayTest extends ImageTest {
    @Test
    void aNewFileIsThereAtTheNextStart() {
        Result result = image.run("fim-exec", "sh", "-c", "echo x > /root-of-overlay; exit 7");

        assertThat(result.status()).isEqualTo(7);
        assertThat(result.stderr()).isEmpty();
        assertThat(image.output("fim-exec", "cat", "/root-of-overlay")).isEqualTo("x\n");
    }

    @Test
    void aDeletedFileOfALayerStaysDeleted() {
        image.guest("rm /etc/os-release");

        assertThat(image.run("fim-exec", "test", "-e", "/etc/os-release").status())
                .isEqualTo(1);
    }

    @Test
    void aFileOfALayerCanBeChanged() {
        String before = image.output("fim-exec", "cat", "/etc/debian_version");
        image.guest("echo more >> /etc/debian_version");

        assertThat(image.output("fim-exec", "cat", "/etc/debian_version")).isEqualTo(before + "more\n");
    }

    @Test
    void theModeOfAFileOfALayerCanBeChanged() {
        image.guest("chmod 600 /etc/debian_version");

        assertThat(image.output("fim-exec", "stat", "-c", "%a", "/etc/debian_version"))
                .isEqualTo("600\n");
    }

    @Test
    void foldersOfALayerCanBeRenamedAndRemoved() {
        image.guest("mkdir -p /new/deep && mv /etc/apt /new/deep/ && rm -r /usr/share/doc && ln -s x /link");

        assertThat(image.guest("ls /new/deep; ls -d /etc/apt /usr/share/doc 2> /dev/null; readlink /link; true"))
                .isEqualTo("apt\nx\n");
        assertThat(image.guest("ls /new/deep/apt")).contains("sources.list");
    }

    @Test
    void theDataDirStandsBesideTheImageAndIsClosedToOthers() throws IOException {
        image.guest("echo x > /new");

        assertThat(workspace.data()).isDirectory();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(workspace.data())))
                .isEqualTo("rwx------");
        assertThat(Files.getAttribute(workspace.data(), "unix:uid")).isEqualTo(account.userId());
        assertThat(workspace.data().resolve("root/new")).hasContent("x\n");
    }

    @Test
    void theVariableChoosesAnotherDataDir() {
        Path chosen = workspace.folder().resolve("chosen");

        image.with("FIM_DIR_DATA", chosen.toString()).guest("echo x > /new; test \"$FIM_DIR_DATA\" = " + chosen);

        assertThat(chosen.resolve("root/new")).hasContent("x\n");
        assertThat(workspace.data()).doesNotExist();
    }

    @Test
    void theVariableMayNameAFolderRelativeToTheWorkingFolder() {
        image.with("FIM_DIR_DATA", "my data").guest("echo x > /new");

        assertThat(workspace.work().resolve("my data/root/new")).hasContent("x\n");
    }

    @Test
    void twoDataDirsAreIndependent() {
        image.guest("echo x > /new");

        assertThat(image.with("FIM_DIR_DATA", workspace.folder() + "/chosen")
                        .run("fim-exec", "test", "-e", "/new")
                        .status())
                .isEqualTo(1);
    }

    @Test
    void aChosenDataDirThatOthersCanWriteIsRefused() throws IOException {
        Path chosen = workspace.makeFolder(workspace.folder().resolve("chosen"));
        Files.setPosixFilePermissions(chosen, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThat(image.with("FIM_DIR_DATA", chosen.toString())
                        .run("fim-exec", "true")
                        .refusal())
                .contains("FIM_DIR_DATA");
    }

    @Test
    void aChosenDataDirThatIsALinkIsRefused() throws IOException {
        Path victim = workspace.makeFolder(workspace.folder().resolve("victim"));
        Path chosen = Files.createSymbolicLink(workspace.folder().resolve("chosen"), victim);

        image.with("FIM_DIR_DATA", chosen.toString()).run("fim-exec", "true").refusal();
        assertThat(victim).isEmptyDirectory();
    }

    @Test
    @Needs(Need.TWO_ACCOUNTS)
    void aFolderOfSomebodyElseBesideTheImageIsNotUsed() throws IOException {
        Path foreign = other().own(Files.createDirectory(workspace.data()));

        image.guest("echo x > /new");

        assertThat(foreign).isEmptyDirectory();
        assertThat(image.output("fim-exec", "cat", "/new")).isEqualTo("x\n");
        assertThat(ownDataDirs()).hasSize(1);
    }

    @Test
    @Needs(Need.TWO_ACCOUNTS)
    void aLinkThatSomebodyElsePlantsAsTheDataDirIsNotFollowed() throws IOException {
        Path victim = workspace.makeFolder(workspace.home().resolve("victim"));
        Path link = Files.createSymbolicLink(workspace.data(), victim);
        Files.setAttribute(link, "unix:uid", other().userId(), java.nio.file.LinkOption.NOFOLLOW_LINKS);

        image.run("fim-exec", "touch", "/new");

        assertThat(victim).isEmptyDirectory();
    }

    @Test
    void whereTheFolderOfTheImageCannotBeWrittenTheHomeIsUsed() throws IOException {
        Executable shared = image;
        if (account == Account.ORDINARY_USER) {
            Files.setPosixFilePermissions(workspace.image().getParent(), PosixFilePermissions.fromString("r-xr-xr-x"));
        } else {
            Files.writeString(workspace.data(), "in the way");
        }

        shared.guest("echo x > /new");

        assertThat(shared.output("fim-exec", "cat", "/new")).isEqualTo("x\n");
        assertThat(ownDataDirs()).hasSize(1);
    }

    @Test
    void theBaseFolderForDataIsRespected() throws IOException {
        Files.writeString(workspace.data(), "in the way");
        Path base = workspace.makeFolder(workspace.folder().resolve("base"));

        image.with("XDG_DATA_HOME", base.toString()).guest("echo x > /new");

        assertThat(base.resolve("app-runner")).isNotEmptyDirectory();
        assertThat(workspace.home()).isEmptyDirectory();
    }

    @Test
    void aDirtyWorkFolderIsNoObstacle() throws IOException {
        image.guest("echo x > /new");
        Path work = workspace.data().resolve("work/work");
        workspace.makeFolder(work.resolve("left"));
        // The kernel leaves it closed to its owner.
        Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("---------"));

        assertThat(image.output("fim-exec", "cat", "/new")).isEqualTo("x\n");
    }

    private Account other() {
        return account == Account.ROOT ? Account.ORDINARY_USER : Account.ROOT;
    }

    private List<Path> ownDataDirs() throws IOException {
        try (Stream<Path> folders = Files.list(workspace.home().resolve(".local/share/app-runner"))) {
            return folders.toList();
        }
    }
}

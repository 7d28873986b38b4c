// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.it.support.Executable;
import io.apprunner.it.support.ImageTest;
import io.apprunner.it.support.Images;
import io.apprunner.it.support.Need;
import io.apprunner.it.support.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Needs(Need.FUSE)
class PlacesTest extends ImageTest {
    @Override
    protected Path original() {
        return Images.busybox();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "with a space",
                "it's \"quoted\"",
                "$(touch x)",
                "`touch x`;touch x",
                "-dash",
                "--bind",
                "back\\slash",
                "comma,colon:equals=",
                "line\nend",
                "ünï-€-😀",
                "%s%n",
                "..dots.."
            })
    void anyNameWorks(String name) {
        Path folder = workspace.makeFolder(workspace.folder().resolve(name));
        Path file = workspace.link(workspace.image(), folder.resolve(name));

        assertWorks(image.at(file), folder.resolve("." + name + ".data"));
        assertThat(workspace.work()).isEmptyDirectory();
    }

    @Test
    void namesThatAreNotAsciiWorkInAPlainLocale() {
        Path folder = workspace.makeFolder(workspace.folder().resolve("ünï"));
        Path file = workspace.link(workspace.image(), folder.resolve("€"));

        assertWorks(image.at(file).without("LANG"), folder.resolve(".€.data"));
    }

    @Test
    void aLongNameWorks() {
        Path folder = workspace.folder();
        for (int i = 0; i < 8; i++) {
            folder = workspace.makeFolder(folder.resolve("d".repeat(200)));
        }
        Path file = workspace.link(workspace.image(), folder.resolve("image"));

        assertWorks(image.at(file), folder.resolve(".image.data"));
    }

    @Test
    void aMovedCopyWorks() throws IOException {
        Path elsewhere = workspace.makeFolder(workspace.folder().resolve("elsewhere"));
        Path copy = workspace.copy(workspace.image(), elsewhere.resolve("copy"));
        Path moved = Files.move(copy, elsewhere.resolve("moved"));

        assertWorks(image.at(moved), elsewhere.resolve(".moved.data"));
    }

    @Test
    void aSymbolicLinkWorksAndTheDataDirIsTheFiles() throws IOException {
        Path link = Files.createSymbolicLink(workspace.work().resolve("link"), workspace.image());

        assertWorks(image.at(link), workspace.data());
        assertThat(workspace.work())
                .isDirectoryNotContaining(path -> path.toString().endsWith(".data"));
    }

    @Test
    void aHardLinkWorks() {
        Path link = workspace.link(workspace.image(), workspace.work().resolve("hard"));

        assertWorks(image.at(link), workspace.work().resolve(".hard.data"));
    }

    @Test
    void aRelativePathWorks() {
        workspace.link(workspace.image(), workspace.work().resolve("-relative"));

        assertWorks(image.at("./-relative"), workspace.work().resolve(".-relative.data"));
        assertWorks(image.at("../place/image"), workspace.data());
    }

    @Test
    void aNameOnThePathWorks() {
        Executable named = image.with("PATH", workspace.image().getParent() + ":/usr/bin:/bin")
                .at("image")
                .behind("env");

        assertWorks(named, workspace.data());
    }

    @Test
    void aReadOnlyFolderWorks() throws IOException {
        Files.setPosixFilePermissions(workspace.image().getParent(), PosixFilePermissions.fromString("r-xr-xr-x"));

        assertThat(image.guest("echo $((6 * 7))")).isEqualTo("42\n");
    }

    @Test
    void anImageInTheFolderForTemporaryFilesWorks() throws IOException {
        Path folder = account.own(Files.createTempDirectory(
                Path.of("/tmp"),
                "app-runner-it-",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"))));
        try {
            Path file = workspace.link(workspace.image(), folder.resolve("image"));
            assertWorks(image.at(file), folder.resolve(".image.data"));
        } finally {
            new ProcessBuilder("sh", "-c", "chmod -R u+rwX \"$0\"; rm -rf \"$0\"", folder.toString()).start();
        }
    }

    @Test
    void aWorkingFolderThatHasBeenRemovedDoesNoHarm() {
        assertThat(image.behindScript("mkdir gone && cd gone && rmdir ../gone && exec \"$@\"")
                        .guest("echo fine"))
                .isEqualTo("fine\n");
    }

    private void assertWorks(Executable program, Path data) {
        assertThat(program.guest("echo written > /new; cat /new; exit 0")).isEqualTo("written\n");
        assertThat(program.output("fim-exec", "cat", "/new")).isEqualTo("written\n");
        assertThat(data.resolve("root/new")).hasContent("written\n");
    }
}

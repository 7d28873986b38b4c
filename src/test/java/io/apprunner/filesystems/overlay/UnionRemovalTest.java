// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.overlay;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.posix.Constants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class UnionRemovalTest extends UnionCase {
    private int mode(String path) throws IOException {
        return (int) Files.getAttribute(union().upper().resolve(path), "unix:mode", LinkOption.NOFOLLOW_LINKS);
    }

    private boolean isWhiteout(String path) throws IOException {
        return (mode(path) & Constants.S_IFMT) == Constants.S_IFCHR
                && (long) Files.getAttribute(union().upper().resolve(path), "unix:rdev", LinkOption.NOFOLLOW_LINKS)
                        == 0;
    }

    @Test
    void aFileOfALayerIsHiddenByAWhiteoutAndStaysSo() throws IOException {
        union().unlink("file");
        assertThat(union().exists("file")).isFalse();
        assertThat(union().list("")).doesNotContain("file").contains("other");
        assertThat(isWhiteout("file")).isTrue();
        union().restart();
        assertThat(union().exists("file")).isFalse();
    }

    @Test
    void aFileThatNoLayerHasLeavesNoWhiteout() {
        union().put("new", "x");
        union().unlink("new");
        assertThat(union().upper().resolve("new")).doesNotExist();
        assertThat(errno(() -> union().unlink("new"))).isEqualTo(Constants.ENOENT);
    }

    @Test
    void aFileThatWasCopiedIsReplacedByItsWhiteout() throws IOException {
        union().write("file", "LO");
        union().unlink("file");
        assertThat(isWhiteout("file")).isTrue();
    }

    @Test
    void whatIsMadeInThePlaceOfAWhiteoutCanBeRemovedAgain() throws IOException {
        union().unlink("file");
        union().put("file", "new");
        assertThat(union().read("file")).isEqualTo("new");
        union().unlink("file");
        assertThat(union().exists("file")).isFalse();
        assertThat(isWhiteout("file")).isTrue();
    }

    @Test
    void aFileOfALayerIsReadOnAfterItWasRemoved() {
        long node = union().node("file");
        union().unlink("file");
        assertThat(union().read(node, 0, 10)).asString().isEqualTo("lower");
        assertThat(union().attributes(node).links()).isZero();
        union().write(node, 0, new byte[] {'L'});
        assertThat(union().read(node, 0, 10)).asString().isEqualTo("Lower");
        assertThat(union().exists("file")).isFalse();
        assertThat(union().upper().resolve("file"))
                .satisfies(path -> assertThat(isWhiteout("file")).isTrue());
        union().files().forget(node, 1);
    }

    @Test
    void aFileOfTheUpperBranchLivesOnWithoutANameUntilItIsForgotten() {
        long node = union().create("new");
        union().write(node, 0, new byte[] {'a', 'b'});
        union().unlink("new");
        assertThat(union().attributes(node).links()).isZero();
        union().write(node, 2, new byte[] {'c'});
        assertThat(union().read(node, 0, 10)).asString().isEqualTo("abc");
        assertThat(union().files().synchronize(node, false)).isZero();
        assertThat(errno(() -> union().link(node, "again"))).isNotZero();
        union().files().forget(node, 1);
        assertThat(errno(() -> union().attributes(node))).isEqualTo(Constants.EINVAL);
    }

    @Test
    void aDirectoryWithSomethingInItStays() {
        assertThat(errno(() -> union().removeFolder("dir"))).isEqualTo(Constants.ENOTEMPTY);
        union().unlink("dir/file");
        assertThat(errno(() -> union().removeFolder("dir"))).isEqualTo(Constants.ENOTEMPTY);
        assertThat(errno(() -> union().unlink("dir"))).isEqualTo(Constants.EISDIR);
        assertThat(errno(() -> union().removeFolder("file"))).isEqualTo(Constants.ENOTDIR);
    }

    @Test
    void aDirectoryWhoseNamesAreAllGoneCanGo() throws IOException {
        union().removeAll("dir");
        assertThat(union().exists("dir")).isFalse();
        assertThat(isWhiteout("dir")).isTrue();
        union().restart();
        assertThat(union().exists("dir")).isFalse();
    }

    @Test
    void aDirectoryThatIsMadeAgainShowsNothingOfTheLayers() {
        union().removeAll("dir");
        union().makeFolder("dir");
        assertThat(union().list("dir")).isEmpty();
        union().makeFolder("dir/sub");
        assertThat(union().exists("dir/sub/deep")).isFalse();
        union().restart();
        assertThat(union().list("dir")).containsExactly("sub");
        assertThat(union().list("dir/sub")).isEmpty();
    }

    @Test
    void aFileTakesThePlaceOfADirectoryAndTheOtherWayRound() {
        union().removeAll("dir");
        union().put("dir", "a file now");
        union().unlink("file");
        union().makeFolder("file");
        union().restart();
        assertThat(union().read("dir")).isEqualTo("a file now");
        assertThat(union().list("file")).isEmpty();
    }

    @Test
    void anEmptyDirectoryOfTheUpperBranchLeavesNothing() {
        union().makeFolder("new");
        long node = union().node("new");
        union().put("new/x", "x");
        union().unlink("new/x");
        union().removeFolder("new");
        assertThat(union().upper().resolve("new")).doesNotExist();
        assertThat(union().attributes(node).links()).isZero();
        assertThat(union().list(node, 4096)).isEmpty();
    }

    @Test
    void aWhiteoutHidesNothingElsewhere() {
        union().unlink("file");
        assertThat(union().read("dir/file")).isEqualTo("inner");
    }

    @Test
    void guestsMakeNoWhiteouts() {
        assertThat(errno(() -> union().makeNode("x", Constants.S_IFCHR, 0))).isEqualTo(Constants.EPERM);
        assertThat(errno(() -> union().rename("file", "x", Constants.RENAME_WHITEOUT)))
                .isEqualTo(Constants.EINVAL);
    }

    @Test
    void aLongNameIsHiddenToo() throws IOException {
        String name = "n".repeat(255);
        union().put(name, "x");
        union().rename(name, "file");
        union().rename("file", name);
        assertThat(union().read(name)).isEqualTo("x");
        assertThat(isWhiteout("file")).isTrue();
    }

    @Test
    void whatAServerLeftInTheWorkFolderIsRemovedAtTheStart() throws IOException {
        Path left = Files.createDirectories(union().work().resolve("#1/sub"));
        Files.createFile(left.resolve("file"));
        Files.createFile(union().work().resolve("#2"));
        union().restart();
        assertThat(union().work()).isEmptyDirectory();
    }
}

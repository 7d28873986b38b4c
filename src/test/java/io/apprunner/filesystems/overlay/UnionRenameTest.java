// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.overlay;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.posix.Constants;
import org.junit.jupiter.api.Test;

class UnionRenameTest extends UnionCase {
    @Test
    void aFileOfALayerMoves() {
        long node = union().node("file");
        union().rename("file", "dir/moved");
        assertThat(union().exists("file")).isFalse();
        assertThat(union().read("dir/moved")).isEqualTo("lower");
        assertThat(union().node("dir/moved")).isEqualTo(node);
        union().restart();
        assertThat(union().exists("file")).isFalse();
        assertThat(union().read("dir/moved")).isEqualTo("lower");
    }

    @Test
    void aFileTakesThePlaceOfAnother() {
        long old = union().node("other");
        union().rename("file", "other");
        assertThat(union().read("other")).isEqualTo("lower");
        assertThat(union().read(old, 0, 10)).asString().isEqualTo("other");
        union().put("new", "new");
        long replaced = union().node("new");
        union().rename("other", "new");
        assertThat(union().read("new")).isEqualTo("lower");
        assertThat(union().read(replaced, 0, 10)).asString().isEqualTo("new");
        assertThat(union().attributes(replaced).links()).isZero();
        union().files().forget(replaced, 3);
    }

    @Test
    void aTemporaryFileOfTheUpperBranchLeavesNoWhiteout() {
        union().put("sedXXXX", "new text");
        union().rename("sedXXXX", "file");
        assertThat(union().upper().resolve("sedXXXX")).doesNotExist();
        assertThat(union().read("file")).isEqualTo("new text");
    }

    @Test
    void whatIsThereIsNotReplacedWhenThatIsAskedFor() {
        int flag = Constants.RENAME_NOREPLACE;
        union().put("new", "x");
        assertThat(errno(() -> union().rename("new", "file", flag))).isEqualTo(Constants.EEXIST);
        union().unlink("file");
        union().rename("new", "file", flag);
        assertThat(union().read("file")).isEqualTo("x");
        union().put("new", "y");
        assertThat(errno(() -> union().rename("new", "file", flag))).isEqualTo(Constants.EEXIST);
    }

    @Test
    void aDirectoryOfALayerIsLeftToBeCopied() {
        assertThat(errno(() -> union().rename("dir", "moved"))).isEqualTo(Constants.EXDEV);
        union().put("dir/new", "x");
        assertThat(errno(() -> union().rename("dir", "moved"))).isEqualTo(Constants.EXDEV);
        assertThat(errno(() -> union().rename("file", "dir", Constants.RENAME_EXCHANGE)))
                .isEqualTo(Constants.EXDEV);
    }

    @Test
    void aDirectoryOfTheUpperBranchMovesWithAllThatIsInIt() {
        union().makeFolder("new");
        union().makeFolder("new/sub");
        union().put("new/sub/file", "x");
        long node = union().node("new/sub");
        union().rename("new", "dir/moved");
        assertThat(union().read("dir/moved/sub/file")).isEqualTo("x");
        assertThat(union().node("dir/moved/sub")).isEqualTo(node);
        union().put("dir/moved/sub/second", "y");
        assertThat(union().exists("new")).isFalse();
        assertThat(union().upper().resolve("dir/moved/sub/second")).hasContent("y");
    }

    @Test
    void aDirectoryThatComesToANameOfALayerHidesWhatIsThere() {
        union().removeAll("dir");
        union().makeFolder("new");
        union().put("new/x", "x");
        union().rename("new", "dir");
        assertThat(union().list("dir")).containsExactly("x");
        union().restart();
        assertThat(union().list("dir")).containsExactly("x");
        assertThat(union().exists("new")).isFalse();
    }

    @Test
    void aDirectoryTakesThePlaceOfAnEmptyMergedOne() {
        union().unlink("dir/file");
        union().removeAll("dir/sub");
        union().makeFolder("new");
        union().put("new/x", "x");
        union().rename("new", "dir");
        assertThat(union().list("dir")).containsExactly("x");
        union().makeFolder("second");
        union().rename("second", "empty");
        union().restart();
        assertThat(union().list("dir")).containsExactly("x");
        assertThat(union().list("")).containsExactlyInAnyOrder("dir", "empty", "file", "other");
    }

    @Test
    void whatCannotTakeThePlaceOfSomethingDoesNot() {
        union().makeFolder("new");
        union().put("new/x", "x");
        assertThat(errno(() -> union().rename("new", "dir"))).isEqualTo(Constants.ENOTEMPTY);
        assertThat(errno(() -> union().rename("file", "dir"))).isEqualTo(Constants.EISDIR);
        assertThat(errno(() -> union().rename("new", "file"))).isEqualTo(Constants.ENOTDIR);
        assertThat(errno(() -> union().rename("missing", "file"))).isEqualTo(Constants.ENOENT);
        assertThat(union().list("new")).containsExactly("x");
    }

    @Test
    void aFileAndADirectoryChangePlaces() {
        union().makeFolder("new");
        union().put("new/x", "x");
        union().rename("file", "new", Constants.RENAME_EXCHANGE);
        assertThat(union().read("new")).isEqualTo("lower");
        assertThat(union().list("file")).containsExactly("x");
        union().restart();
        assertThat(union().list("file")).containsExactly("x");
        assertThat(errno(() -> union().rename("file", "missing", Constants.RENAME_EXCHANGE)))
                .isEqualTo(Constants.ENOENT);
    }

    @Test
    void theOldNameOfADirectoryHidesWhatLayersHaveThere() {
        union().unlink("file");
        union().makeFolder("file");
        union().rename("file", "moved");
        assertThat(union().exists("file")).isFalse();
        union().restart();
        assertThat(union().exists("file")).isFalse();
        assertThat(union().list("moved")).isEmpty();
    }
}

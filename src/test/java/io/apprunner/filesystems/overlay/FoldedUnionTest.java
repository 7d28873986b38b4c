// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.overlay;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.fuse.FuseReply;
import io.apprunner.fuse.Replies;
import io.apprunner.posix.Constants;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FoldedUnionTest extends UnionCase {
    @Override
    protected Path[] trees() throws IOException {
        return new Path[] {
            tree("top", "System32/top=top", "File.txt=file", "twins/a=small", "twins/A=capital"),
            tree("bottom", "system32/bottom=bottom", "FILE.TXT=below", "Only=only", "twins/b=b")
        };
    }

    @Override
    protected boolean ignoresCase() {
        return true;
    }

    @Test
    void anySpellingFindsAFileAndItsNameStays() {
        long node = union().node("File.txt");
        assertThat(union().node("fILE.TXT")).isEqualTo(node);
        assertThat(union().read("file.txt")).isEqualTo("file");
        assertThat(union().list("")).containsExactlyInAnyOrder("System32", "File.txt", "twins", "Only");
    }

    @Test
    void directoriesOfAllLayersMergeWhateverTheirSpelling() {
        assertThat(union().list("SYSTEM32")).containsExactlyInAnyOrder("top", "bottom");
        assertThat(union().read("system32/BOTTOM")).isEqualTo("bottom");
        union().write("sYSTEM32/Bottom", "BO");
        assertThat(union().upper().resolve("System32/bottom")).hasContent("BOttom");
        union().removeAll("SYSTEM32");
        assertThat(union().exists("system32")).isFalse();
        union().restart();
        assertThat(union().exists("System32")).isFalse();
        union().makeFolder("SYSTEM32");
        assertThat(union().list("system32")).isEmpty();
        union().restart();
        assertThat(union().list("system32")).isEmpty();
    }

    @Test
    void aNameThatWasMissingIsFoundOnceItIsThere() {
        assertThat(union().exists("NEW")).isFalse();
        union().put("new", "x");
        assertThat(union().exists("NEW")).isTrue();
    }

    @Test
    void aNameIsGoneForAllSpellings() {
        union().unlink("FILE.txt");
        for (String name : new String[] {"File.txt", "FILE.TXT", "file.txt"}) {
            assertThat(union().exists(name)).as(name).isFalse();
        }
        union().restart();
        assertThat(union().exists("FILE.TXT")).isFalse();
    }

    @Test
    void nothingIsMadeBesideAnotherSpelling() {
        assertThat(errno(() -> union().makeFolder("only"))).isEqualTo(Constants.EEXIST);
        assertThat(errno(() -> union().create("only"))).isEqualTo(Constants.EEXIST);
        assertThat(errno(() -> union().makeLink("only", "x"))).isEqualTo(Constants.EEXIST);
        assertThat(errno(() -> union().link("File.txt", "only"))).isEqualTo(Constants.EEXIST);
        union().put("new", "x");
        assertThat(errno(() -> union().rename("new", "only", Constants.RENAME_NOREPLACE)))
                .isEqualTo(Constants.EEXIST);
    }

    @Test
    void aFileIsRenamedToAnotherSpelling() {
        union().rename("Only", "ONLY", Constants.RENAME_NOREPLACE);
        assertThat(union().list("")).contains("ONLY").doesNotContain("Only");
        assertThat(union().read("only")).isEqualTo("only");
        union().put("new", "x");
        union().rename("new", "New");
        union().rename("New", "NEW");
        assertThat(union().list("")).contains("NEW").doesNotContain("New", "new");
        union().restart();
        assertThat(union().read("Only")).isEqualTo("only");
        assertThat(union().list("")).contains("ONLY").doesNotContain("Only");
    }

    @Test
    void aDirectoryIsRenamedToAnotherSpelling() {
        union().makeFolder("made");
        union().put("made/x", "x");
        union().rename("made", "MADE");
        assertThat(union().list("")).contains("MADE").doesNotContain("made");
        assertThat(union().read("Made/X")).isEqualTo("x");
    }

    @Test
    void aFileTakesThePlaceOfAnotherSpelling() {
        union().put("x", "new");
        union().rename("x", "ONLY");
        assertThat(union().list("")).contains("ONLY").doesNotContain("Only", "x");
        assertThat(union().read("only")).isEqualTo("new");
        union().put("y", "newer");
        union().rename("y", "oNLY");
        assertThat(union().list("")).contains("oNLY").doesNotContain("ONLY", "Only", "y");
        union().restart();
        assertThat(union().read("only")).isEqualTo("newer");
    }

    @Test
    void namesOfOneLayerThatDifferInCaseOnlyAreBothThere() {
        assertThat(union().read("twins/a")).isEqualTo("small");
        assertThat(union().read("twins/A")).isEqualTo("capital");
        union().write("twins/a", "S");
        assertThat(union().read("twins/A")).isEqualTo("capital");
        assertThat(union().list("twins")).containsExactlyInAnyOrder("a", "A", "b");
        union().unlink("twins/a");
        assertThat(union().read("twins/a")).isEqualTo("capital");
        union().unlink("twins/a");
        assertThat(union().exists("twins/A")).isFalse();
    }

    @Test
    void programsAreToldThatTheyNeedNotCompareNamesThemselves() {
        for (String path : new String[] {"", "system32"}) {
            FuseReply reply = Replies.open();
            assertThat(union().files().flags(union().node(path), reply)).isZero();
            assertThat(union().attributes(path + "/.ciopfs").mode()).isEqualTo(Constants.S_IFREG | 0444);
            assertThat(union().list(path)).doesNotContain(".ciopfs");
        }
        assertThat(errno(() -> union().unlink(".ciopfs"))).isEqualTo(Constants.EPERM);
        assertThat(errno(() -> union().write(".ciopfs", "x"))).isEqualTo(Constants.EPERM);
        assertThat(union().read(".ciopfs")).isEmpty();
    }

    @Test
    void aFoldedDirectoryCanGo() {
        union().makeFolder("made");
        union().put("made/X", "x");
        union().unlink("made/x");
        union().removeFolder("MADE");
        assertThat(union().exists("made")).isFalse();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.overlay;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.fuse.AttributeChange;
import io.apprunner.fuse.FuseReply;
import io.apprunner.fuse.Replies;
import io.apprunner.posix.Constants;
import org.junit.jupiter.api.Test;

class UnionAttributesTest extends UnionCase {
    private static final int CREATE = 1;
    private static final int REPLACE = 2;

    @Test
    void attributesOfUsersAreSetReadListedAndRemoved() {
        for (String path : new String[] {"file", "dir"}) {
            assertThat(errno(() -> union().attribute(path, "user.a"))).isEqualTo(Constants.ENODATA);
            assertThat(errno(() -> union().setAttribute(path, "user.a", "x", REPLACE)))
                    .isEqualTo(Constants.ENODATA);
            union().setAttribute(path, "user.a", "x", CREATE);
            assertThat(errno(() -> union().setAttribute(path, "user.a", "x", CREATE)))
                    .isEqualTo(Constants.EEXIST);
            assertThat(union().attribute(path, "user.a")).isEqualTo("x");
            assertThat(union().attributeNames(path)).isEqualTo("user.a\0");
            assertThat(union().files()
                            .removeAttribute(
                                    union().node(path), "user.a".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                    .isZero();
            assertThat(union().attributeNames(path)).isEmpty();
        }
    }

    @Test
    void marksOfUnionsAreNeitherShownNorMade() {
        union().removeAll("dir");
        union().makeFolder("dir");
        for (String name :
                new String[] {"user.overlay.opaque", "user.fuseoverlayfs.opaque", "trusted.overlay.opaque"}) {
            assertThat(errno(() -> union().setAttribute("empty", name, "y", 0))).isEqualTo(Constants.EPERM);
            assertThat(errno(() -> union().attribute("dir", name))).isEqualTo(Constants.ENODATA);
        }
        assertThat(union().attributeNames("dir")).isEmpty();
    }

    @Test
    void accessListsAreNotStoredBecauseNobodyWouldObeyThem() {
        assertThat(errno(() -> union().setAttribute("file", "system.posix_acl_access", "x", 0)))
                .isEqualTo(Constants.EOPNOTSUPP);
        assertThat(union().upper()).isEmptyDirectory();
    }

    @Test
    void permissionsTimesAndSizesAreExact() {
        union().setMode("file", 04755);
        assertThat(union().attributes("file").mode()).isEqualTo(Constants.S_IFREG | 04755);
        union().setTimes("file", -5, -7);
        assertThat(union().attributes("file").seconds()).isEqualTo(-7);
        union().setTimes("dir", 1, 1L << 32);
        assertThat(union().attributes("dir").seconds()).isEqualTo(1L << 32);
    }

    @Test
    void privilegesGoWhereTheKernelSaysSo() {
        union().setMode("file", 06755);
        AttributeChange clear = new AttributeChange(AttributeChange.CLEAR_PRIVILEGES, 0, 0, 0, 0, 0, 0, 0, 0);
        assertThat(union().change(union().node("file"), clear).mode()).isEqualTo(Constants.S_IFREG | 0755);
        union().setMode("file", 02644);
        assertThat(union().change(union().node("file"), clear).mode()).isEqualTo(Constants.S_IFREG | 02644);
    }

    @Test
    void whatIsMadeHasExactlyThePermissionsThatAreAskedFor() {
        union().create("open", 0666);
        assertThat(union().attributes("open").mode()).isEqualTo(Constants.S_IFREG | 0666);
        union().makeNode("pipe", Constants.S_IFIFO | 0622, 0);
        assertThat(union().attributes("pipe").mode()).isEqualTo(Constants.S_IFIFO | 0622);
        union().makeNode("socket", Constants.S_IFSOCK | 0777, 0);
        assertThat(union().attributes("socket").mode()).isEqualTo(Constants.S_IFSOCK | 0777);
    }

    @Test
    void whatIsMadeInADirectoryOfAGroupBelongsToTheGroup() {
        union().setMode("dir", 02775);
        union().makeFolder("dir/made");
        assertThat(union().attributes("dir/made").mode() & Constants.S_ISGID).isNotZero();
        union().unlink("dir/file");
        union().makeFolder("dir/file");
        assertThat(union().attributes("dir/file").mode() & Constants.S_ISGID).isNotZero();
    }

    @Test
    void theFiguresAreThoseOfTheUpperBranch() {
        FuseReply reply = Replies.open();
        assertThat(union().files().fileSystem(reply)).isZero();
        assertThat(Replies.number(reply)).isPositive();
        assertThat(reply).satisfies(any -> assertThat(Replies.text(any)).hasSize(80));
    }

    @Test
    void aFileThatItsOwnerMayNotReadIsReadAndWritten() {
        union().setMode("file", 0200);
        union().write("file", "L");
        union().restart();
        assertThat(union().read("file")).isEqualTo("Lower");
        assertThat(union().attributes("file").mode()).isEqualTo(Constants.S_IFREG | 0200);
    }

    @Test
    void directoriesHaveNoFlagsWhereCaseMatters() {
        assertThat(union().files().flags(union().node("dir"), Replies.open())).isEqualTo(Constants.ENOTTY);
        assertThat(union().exists(".ciopfs")).isFalse();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.it.support.Account;
import io.apprunner.it.support.Need;
import io.apprunner.it.support.Needs;
import io.apprunner.it.support.OwnImageTest;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What is shared of the host: exactly that, and where it belongs. */
@Needs(Need.FUSE)
class SharesTest extends OwnImageTest {
    @Test
    void aResolverFileThatIsALinkInTheGuestIsSharedWhereItLeads() {
        image.output(
                "fim-root",
                "sh",
                "-c",
                "rm -f /etc/resolv.conf && ln -s ../run/systemd/resolve/stub-resolv.conf /etc/resolv.conf");
        image.output("fim-perms", "set", "network");
        assertThat(image.guest("test -L /etc/resolv.conf && cat /etc/resolv.conf"))
                .isEqualTo(workspace.script("cat /etc/resolv.conf"));
    }

    @Test
    void aBindGoesToWhereTheLinksOfTheGuestLeadAndNeverOut() {
        Path file = workspace.write(workspace.home().resolve("file"), "text");
        image.output("fim-root", "sh", "-c", "mkdir /real && ln -s real /inner && ln -s ../../../outside /outer");
        image.output("fim-bind", "add", "ro", workspace.home().toString(), "/inner");
        image.output("fim-bind", "add", "ro", file.toString(), "/outer");
        assertThat(image.guest("cat /real/file /inner/file /outside")).isEqualTo("texttexttext");
        assertThat(workspace.folder().resolve("outside")).doesNotExist();
        assertThat(Path.of("/outside")).doesNotExist();
    }

    @Test
    void aShareWithTheImageInItShowsItReadOnlyAndHidesTheDataDir() {
        workspace.makeFolder(workspace.data());
        workspace.write(workspace.data().resolve("secret"), "secret");
        image.output("fim-bind", "add", "rw", workspace.folder().toString(), "/host");
        String before = checksum();
        assertThat(image.guest("echo x 2> /dev/null >> /host/place/image || echo read-only;"
                        + " mv /host/place/image /host/place/other 2> /dev/null || echo kept;"
                        + " ls -A /host/place/.image.data; echo x 2> /dev/null > /host/place/.image.data/x || echo closed;"
                        + " echo open > /host/work/file"))
                .isEqualTo("read-only\nkept\nclosed\n");
        assertThat(workspace.work().resolve("file")).hasContent("open");
        assertThat(checksum()).isEqualTo(before);
    }

    @Test
    void theImageInASharedFolderCannotChangeItsPermissions() {
        image.output("fim-bind", "add", "rw", workspace.image().getParent().toString(), "/host");
        String before = checksum();
        assertThat(image.run("fim-exec", "sh", "-c", "/host/image fim-perms add home")
                        .status())
                .isNotZero();
        assertThat(checksum()).isEqualTo(before);
    }

    @Test
    void whatTheUserCannotReachIsLeftOutAndToldOnDemand() {
        Path closed = workspace.makeFolder(workspace.home().resolve("closed"));
        workspace.write(closed.resolve("file"), "text");
        workspace.script("chmod 000 \"$1\"", closed);
        image.output("fim-bind", "add", "ro", closed + "/file", "/bound");
        Assumptions.assumingThat(account == Account.ORDINARY_USER, () -> {
            assertThat(image.guest("ls -d /bound 2> /dev/null || echo none")).isEqualTo("none\n");
            assertThat(image.with("FIM_DEBUG", "1").output("fim-exec", "true"))
                    .contains("D::bwrap::'" + closed + "/file' is not shared: permission denied");
        });
        image.output("fim-bind", "del", "0");
        image.output("fim-bind", "add", "ro", "/proc/self/fd/99/none", "/bound");
        assertThat(image.guest("echo started")).isEqualTo("started\n");
    }

    @Test
    void aHomeThatIsALinkIsSharedByBothNames() {
        // Root inside has a home of the image.
        Assumptions.assumingThat(account == Account.ORDINARY_USER, this::linkedHomeIsShared);
    }

    private void linkedHomeIsShared() {
        Path folder = workspace.makeFolder(workspace.home().resolve("project"));
        Path link = workspace.folder().resolve("link");
        workspace.script("ln -s home \"$1\"", link);
        image.output("fim-perms", "set", "home");
        assertThat(image.with("HOME", link.toString()).in(folder).guest("pwd; ls -d \"$HOME/project\""))
                .isEqualTo(folder + "\n" + link + "/project\n");
    }

    @Test
    @Needs(Need.ROOT)
    void onlyTheSocketOfTheDisplayIsShared() throws IOException {
        Path sockets = workspace.makeFolder(workspace.tmp().resolve(".X11-unix"));
        image.output("fim-perms", "set", "xorg");
        try (ServerSocketChannel mine = socket(sockets.resolve("X77"));
                ServerSocketChannel other = socket(sockets.resolve("X78"))) {
            assertThat(mine.isOpen() && other.isOpen()).isTrue();
            assertThat(image.withTmp(workspace.tmp())
                            .with("DISPLAY", ":77.0")
                            .guest("ls /tmp/.X11-unix; echo \"$DISPLAY\""))
                    .isEqualTo("X77\n:77.0\n");
        }
        Files.writeString(sockets.resolve("X79"), "no socket");
        assertThat(image.withTmp(workspace.tmp())
                        .with("DISPLAY", ":79")
                        .guest("ls /tmp/.X11-unix 2> /dev/null || echo none"))
                .isEqualTo("none\n");
    }

    private static ServerSocketChannel socket(Path path) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(path));
        return server;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.it.support.Account;
import io.apprunner.it.support.Need;
import io.apprunner.it.support.Needs;
import io.apprunner.it.support.OwnImageTest;
import io.apprunner.it.support.Running;
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
    void variablesOfASessionLeadToNothingButSockets() {
        image.output("fim-perms", "set", "wayland,xorg,dbus_user,audio");
        Path secret = workspace.write(workspace.folder().resolve("secret"), "secret");
        String script = "cat \"$1\" /run/user/*/* /run/user/*/pulse/* 2> /dev/null | grep -c secret; echo started";
        for (String name :
                new String[] {"../secret", secret.toString(), workspace.folder().toString()}) {
            assertThat(image.with("WAYLAND_DISPLAY", name)
                            .with("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + name)
                            .with("PULSE_SERVER", "unix:" + name)
                            .with("XAUTHORITY", name)
                            .with("DISPLAY", ":" + name)
                            .output("fim-exec", "sh", "-c", script, "sh", secret.toString()))
                    .isEqualTo("0\nstarted\n");
        }
    }

    @Test
    void aCookieFileThatCannotBeReadIsNoObstacle() {
        image.output("fim-perms", "set", "xorg");
        assertThat(image.with("DISPLAY", ":7")
                        .with("XAUTHORITY", "/root/.Xauthority")
                        .guest("echo started"))
                .isEqualTo("started\n");
    }

    /** A guest can leave anything in its own tree; somebody outside changes it while the next one starts. */
    @Test
    void linksThatChangeDuringAStartNeverLeadOut() {
        Path outside = workspace.makeFolder(workspace.folder().resolve("outside"));
        image.output("fim-bind", "add", "ro", workspace.home().toString(), "/place/inner");
        image.output("fim-root", "sh", "-c", "mkdir -p /place");
        String swap = "cd \"$1\"; while :; do mv place was; ln -s \"$2\" place; rm place; mv was place; done";
        Path upper = workspace.data().resolve("root");
        try (Running swapper = workspace
                .program(Path.of("/bin/bash"))
                .start("-c", swap, "bash", upper.toString(), outside.toString())) {
            assertThat(swapper.pid()).isPositive();
            for (int i = 0; i < 15; i++) {
                image.run("fim-exec", "true");
            }
        }
        assertThat(outside).isEmptyDirectory();
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

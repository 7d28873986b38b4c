// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.it.support.Cookies;
import io.apprunner.it.support.Executable;
import io.apprunner.it.support.Need;
import io.apprunner.it.support.Needs;
import io.apprunner.it.support.OwnImageTest;
import io.apprunner.it.support.Probe;
import io.apprunner.it.support.Result;
import io.apprunner.it.support.Running;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Servers of a user's session: a program of the guest uses each with its permission, and finds none without. */
@Needs({Need.FUSE, Need.TWO_ACCOUNTS, Need.SERVERS})
class ServersTest extends OwnImageTest {
    private static final List<String> COMMANDS = List.of("fim-exec", "fim-root");
    private static final String DISPLAY = "7731";

    /** What the window is filled with, and how many pixels it has. */
    private static final int COLOUR = 0x3366CC;

    private static final int WINDOW = 100 * 80;

    @BeforeEach
    void takeProbe() throws IOException {
        Path probe = Probe.compile(workspace.folder());
        image.reading(Files.readAllBytes(probe)).output("fim-root", "sh", "-c", "cat > /probe; chmod 755 /probe");
    }

    @Test
    void aWindowOfTheGuestIsSeenOnTheScreen() throws IOException {
        Path sockets = workspace.makeFolder(workspace.tmp().resolve(".X11-unix"));
        Path screen = workspace.makeFolder(workspace.folder().resolve("screen"));
        Path cookies = workspace.write(workspace.folder().resolve("cookies"), Cookies.of(DISPLAY, "0123456789abcdef"));
        Executable inside =
                image.withTmp(workspace.tmp()).with("DISPLAY", ":" + DISPLAY).with("XAUTHORITY", cookies.toString());
        String[] options = {":" + DISPLAY, "-screen", "0", "320x200x24", "-nolisten", "tcp", "-auth", cookies.toString()
        };
        try (Running server = workspace
                .program(Path.of("/usr/bin/Xvfb"))
                .withTmp(workspace.tmp())
                .behind("sh", "-c", "exec \"$@\" -fbdir " + screen, "sh")
                .start(options)) {
            await(server, sockets.resolve("X" + DISPLAY));
            for (String command : COMMANDS) {
                image.output("fim-perms", "clear");
                assertThat(inside.run(command, "/probe", "--client", "x11").status())
                        .isEqualTo(1);
                image.output("fim-perms", "set", "xorg");
                assertThat(pixels(screen.resolve("Xvfb_screen0"))).isZero();
                try (Running window = inside.start(command, "/probe", "--client", "x11")) {
                    window.awaitOutput("mapped");
                    assertThat(pixels(screen.resolve("Xvfb_screen0"))).isEqualTo(WINDOW);
                }
                server.awaitWhile(() -> pixels(screen.resolve("Xvfb_screen0")) > 0);
            }
        }
    }

    @Test
    void aCompositorIsSeenWithItsPermission() {
        try (Running server = workspace
                .program(Path.of("/usr/bin/weston"))
                .start("--backend=headless-backend.so", "--socket=wayland-7", "--no-config")) {
            await(server, workspace.runtime().resolve("wayland-7"));
            isReached("wayland", image.with("WAYLAND_DISPLAY", "wayland-7"), "wl_compositor\n", "wayland");
        }
    }

    @Test
    void theBusOfTheSessionIsSeenWithItsPermission() {
        Path socket = workspace.runtime().resolve("bus");
        try (Running server = workspace
                .program(Path.of("/usr/bin/dbus-daemon"))
                .start("--session", "--nofork", "--nopidfile", "--address=unix:path=" + socket)) {
            await(server, socket);
            isReached("session-bus", image.with("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + socket), ":1.", "dbus_user");
        }
    }

    @Test
    void theSoundServerIsSeenWithItsPermission() {
        Path socket = workspace.runtime().resolve("pulse/native");
        String protocol = "module-native-protocol-unix auth-anonymous=1 socket=" + socket;
        try (Running server = workspace
                .program(Path.of("/usr/bin/pulseaudio"))
                .start("-n", "--daemonize=no", "--use-pid-file=no", "-L", "module-null-sink", "-L", protocol)) {
            await(server, socket);
            isReached("pulse", image, "pulse ", "audio");
        }
    }

    @Test
    void aServerOfTheLoopbackIsSeenWithTheNetwork() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> greet(server));
            String port = Integer.toString(server.getLocalPort());
            for (String command : COMMANDS) {
                image.output("fim-perms", "clear");
                assertThat(image.run(command, "nc", "127.0.0.1", port).stdout()).isEmpty();
                image.output("fim-perms", "set", "network");
                assertThat(image.output(command, "nc", "127.0.0.1", port)).isEqualTo("hello\n");
            }
        }
    }

    private static void greet(ServerSocket server) {
        while (!server.isClosed()) {
            try (var peer = server.accept()) {
                peer.getOutputStream().write("hello\n".getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                // The test has ended, or the peer has.
            }
        }
    }

    private void isReached(String client, Executable inside, String answer, String permission) {
        for (String command : COMMANDS) {
            image.output("fim-perms", "clear");
            Result refused = inside.run(command, "/probe", "--client", client);
            assertThat(refused.status()).as(refused.toString()).isEqualTo(1);
            assertThat(refused.stdout()).isEmpty();
            image.output("fim-perms", "set", permission);
            assertThat(inside.output(command, "/probe", "--client", client)).startsWith(answer);
        }
    }

    private static void await(Running server, Path socket) {
        server.awaitWhile(() -> !Files.exists(socket));
    }

    /** How many pixels of the screen have the colour; the file is that of xwd, whose header has the high byte first. */
    private static long pixels(Path screen) {
        try {
            ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(screen));
            int colours = 19;
            int offset = file.getInt(0) + file.getInt(colours * Integer.BYTES) * 12;
            ByteBuffer image = file.position(offset).slice().order(ByteOrder.LITTLE_ENDIAN);
            long count = 0;
            while (image.remaining() >= Integer.BYTES) {
                count += (image.getInt() & 0xFFFFFF) == COLOUR ? 1 : 0;
            }
            return count;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

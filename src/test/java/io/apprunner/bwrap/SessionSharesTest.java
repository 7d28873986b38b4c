// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.bwrap.GuestSandbox.Access;
import io.apprunner.bwrap.GuestSandbox.Mount;
import io.apprunner.bwrap.SessionShares.Share;
import io.apprunner.config.HostUser;
import io.apprunner.db.Permission;
import io.apprunner.posix.Posix;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionSharesTest {
    private static final byte[] COOKIE = {1, 0, 0, 1, 'h', 0, 1, '0', 0, 3, 'M', 'I', 'T', 0, 2, 7, 7};
    private static final HostUser GUEST = new HostUser(4, 5, "guest", "/home/guest");

    @TempDir
    Path folder;

    private Path runtime;

    @BeforeEach
    void findRuntimeFolder() throws IOException {
        runtime = folder.toRealPath();
    }

    @Test
    void aSocketIsSharedInTheRuntimeFolderOfTheGuestsUser() throws IOException {
        Path socket = socket("wayland-0");
        Share expected = new Share(
                List.of(new Mount(Access.WRITE, socket.toString(), "/run/user/4/wayland-0")),
                Map.of("WAYLAND_DISPLAY", "wayland-0"));
        assertThat(share(Permission.WAYLAND, "WAYLAND_DISPLAY", "wayland-0")).isEqualTo(expected);
        assertThat(share(Permission.WAYLAND, "WAYLAND_DISPLAY", socket.toString()))
                .isEqualTo(expected);
        assertThat(share(Permission.WAYLAND, "WAYLAND_DISPLAY", "")).isEqualTo(Share.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "folder", "missing", "sub/socket", "../secret", "..", ".", "link"})
    void nothingButASocketOfTheRuntimeFolderIsADisplay(String name) throws IOException {
        socket("sub/socket");
        Files.writeString(runtime.resolve("secret"), "secret");
        Files.createDirectory(runtime.resolve("folder"));
        Files.createSymbolicLink(runtime.resolve("link"), Path.of("secret"));
        assertThat(share(Permission.WAYLAND, "WAYLAND_DISPLAY", name)).isEqualTo(Share.NONE);
        assertThat(share(Permission.AUDIO, "PULSE_SERVER", "unix:" + runtime.resolve("secret")))
                .isEqualTo(Share.NONE);
        assertThat(share(Permission.DBUS_USER, "DBUS_SESSION_BUS_ADDRESS", "unix:path=" + runtime.resolve(name)))
                .extracting(Share::mounts)
                .isEqualTo(name.equals("sub/socket") ? bus("sub/socket").mounts() : Share.NONE.mounts());
    }

    @Test
    void aSocketOfSomebodyElseIsNotShared() throws IOException {
        socket("wayland-0");
        HostUser other = new HostUser(Posix.get().userId() + 1, 1, "other", "/");
        Map<String, String> environment = Map.of("XDG_RUNTIME_DIR", runtime.toString(), "WAYLAND_DISPLAY", "wayland-0");
        boolean byRoot = Posix.get().userId() == 0;
        assertThat(new SessionShares(environment, other, GUEST)
                        .of(Permission.WAYLAND)
                        .mounts()
                        .isEmpty())
                .isEqualTo(!byRoot);
    }

    @Test
    void theBusIsFoundByItsAddressOrInTheRuntimeFolder() throws IOException {
        socket("a b;c");
        String escaped = "unix:path=" + runtime + "/a%20b%3bc,guid=1";
        assertThat(share(Permission.DBUS_USER, "DBUS_SESSION_BUS_ADDRESS", "tcp:host=x;" + escaped))
                .isEqualTo(bus("a b;c"));
        assertThat(share(Permission.DBUS_USER, "UNUSED", "")).isEqualTo(Share.NONE);
        socket("bus");
        assertThat(share(Permission.DBUS_USER, "UNUSED", "")).isEqualTo(bus("bus"));
    }

    @Test
    void aBusWithoutAFileKeepsItsAddress() {
        assertThat(share(Permission.DBUS_USER, "DBUS_SESSION_BUS_ADDRESS", "unix:abstract=/x,guid=1")
                        .variables())
                .containsExactly(Map.entry("DBUS_SESSION_BUS_ADDRESS", "unix:abstract=/x,guid=1"));
    }

    @Test
    void soundIsFoundInTheRuntimeFolderOrKeepsItsFarAddress() throws IOException {
        socket("pulse/native");
        socket("pipewire-0");
        Share share = share(Permission.AUDIO, "UNUSED", "");
        assertThat(share.mounts())
                .containsExactly(
                        new Mount(Access.WRITE, runtime + "/pulse/native", "/run/user/4/pulse/native"),
                        new Mount(Access.WRITE, runtime + "/pipewire-0", "/run/user/4/pipewire-0"));
        assertThat(share.variables()).containsEntry("PULSE_SERVER", "unix:/run/user/4/pulse/native");
        assertThat(share(Permission.AUDIO, "PULSE_SERVER", "tcp:far:4713").variables())
                .containsEntry("PULSE_SERVER", "tcp:far:4713");
    }

    @Test
    void theCookieOfADisplayIsSharedAndNothingThatIsNone() throws IOException {
        Path cookie = Files.write(runtime.resolve("cookie"), COOKIE);
        Share share = share(Permission.XORG, "XAUTHORITY", cookie.toString());
        assertThat(share.mounts()).contains(new Mount(Access.READ, cookie.toString(), "/run/user/4/Xauthority"));
        assertThat(share.variables()).isEqualTo(Map.of("DISPLAY", ":0", "XAUTHORITY", "/run/user/4/Xauthority"));
        Path secret = Files.writeString(runtime.resolve("secret"), "root:$y$j9T$secret:19000:0:99999:7:::\n");
        for (String other : new String[] {secret.toString(), runtime.toString(), "/dev/null", "cookie"}) {
            assertThat(share(Permission.XORG, "XAUTHORITY", other).variables()).isEqualTo(Map.of("DISPLAY", ":0"));
        }
    }

    private Share bus(String name) {
        return new Share(
                List.of(new Mount(Access.WRITE, runtime.resolve(name).toString(), "/run/user/4/bus")),
                Map.of("DBUS_SESSION_BUS_ADDRESS", "unix:path=/run/user/4/bus"));
    }

    private Share share(Permission permission, String variable, String value) {
        Map<String, String> environment = new TreeMap<>(Map.of("XDG_RUNTIME_DIR", runtime.toString(), "DISPLAY", ":0"));
        environment.put(variable, value);
        HostUser me = new HostUser(Posix.get().userId(), Posix.get().groupId(), "me", "/nowhere");
        return new SessionShares(environment, me, GUEST).of(permission);
    }

    private Path socket(String name) throws IOException {
        Path path = runtime.resolve(name);
        Files.createDirectories(path.getParent());
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
        }
        return path;
    }
}

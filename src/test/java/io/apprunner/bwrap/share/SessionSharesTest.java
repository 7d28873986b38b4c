// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap.share;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.bwrap.share.Mount.Access;
import io.apprunner.config.HostUser;
import io.apprunner.db.Permission;
import io.apprunner.posix.Posix;
import io.apprunner.text.RawText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionSharesTest {
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
    void theCookieOfTheDisplayIsSharedAndNoOther() throws IOException {
        String host = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        Path cookie = Files.write(
                runtime.resolve("cookie"),
                bytes(
                        entry(256, host, "0", "mine\udcff\0"),
                        entry(256, host, "1", "other"),
                        entry(256, "elsewhere", "0", "far"),
                        entry(0, "\0\0\0\0", "0", "by network"),
                        entry(65535, "", "", "all")));
        Share share = share(Permission.XORG, "XAUTHORITY", cookie.toString());
        assertThat(share.files())
                .isEqualTo(Map.of(
                        "/run/user/4/Xauthority",
                        entry(65535, "", "0", "mine\udcff\0")
                                + entry(0, "\0\0\0\0", "0", "by network")
                                + entry(65535, "", "", "all")));
        assertThat(share.variables()).isEqualTo(Map.of("DISPLAY", ":0", "XAUTHORITY", "/run/user/4/Xauthority"));
    }

    @Test
    void whatIsNoAuthorityFileOrHasNoEntryIsNotShared() throws IOException {
        Path secret = Files.writeString(runtime.resolve("secret"), "root:$y$j9T$secret:19000:0:99999:7:::\n");
        Path other = Files.write(runtime.resolve("other"), bytes(entry(256, "elsewhere", "0", "far")));
        for (Object file : new Object[] {secret, other, runtime, "/dev/null", "cookie"}) {
            Share share = share(Permission.XORG, "XAUTHORITY", file.toString());
            assertThat(share.variables()).isEqualTo(Map.of("DISPLAY", ":0"));
            assertThat(share.files()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        ":0,0,/tmp/.X11-unix/X0",
        "unix:12.3,12,/tmp/.X11-unix/X12",
        "localhost:10.0,10,",
        "far:1,1,",
        "/tmp/x,'',",
        ":../../etc/shadow,'',",
        ":0/../x,'',",
        "'','',"
    })
    void aDisplaySNameLeadsToASocketOfItsFolderOnly(String name, String number, @Nullable String socket) {
        assertThat(DisplayName.of(name).number()).isEqualTo(number);
        assertThat(DisplayName.of(name).socket()).isEqualTo(Optional.ofNullable(socket));
    }

    private static byte[] bytes(String... entries) {
        return RawText.encode(String.join("", entries));
    }

    private static String entry(int family, String address, String number, String secret) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(family >> 8);
        bytes.write(family);
        for (String text : List.of(address, number, "MIT-MAGIC-COOKIE-1", secret)) {
            bytes.write(0);
            bytes.write(RawText.encode(text).length);
            bytes.writeBytes(RawText.encode(text));
        }
        return RawText.decode(bytes.toByteArray());
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

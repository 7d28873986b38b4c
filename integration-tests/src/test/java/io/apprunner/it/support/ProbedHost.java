// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A host that has everything a guest is not to reach: in a mount namespace of its own there are devices of all kinds,
 * files, sockets that are listened on, and with the account a process, a key and shared memory. Only root can make it.
 */
public final class ProbedHost implements AutoCloseable {
    private static final String DISPLAY = "7731";
    private static final String COOKIE = "cookie-of-the-display";
    private static final String OTHER_COOKIE = "cookie-of-another-one";
    private static final String SECRET = "secret-of-the-environment";
    private static final String RESOLVER = "search marker.example.org";
    private static final String KEY = "app-runner-probe-key";

    private static final Map<String, String> DEVICES = Map.ofEntries(
            Map.entry("card", "/dev/dri/card0"),
            Map.entry("render", "/dev/dri/renderD128"),
            Map.entry("kfd", "/dev/kfd"),
            Map.entry("dxg", "/dev/dxg"),
            Map.entry("mali", "/dev/mali0"),
            Map.entry("nvidia", "/dev/nvidia0"),
            Map.entry("nvidiactl", "/dev/nvidiactl"),
            Map.entry("input", "/dev/input/event0"),
            Map.entry("uinput", "/dev/uinput"),
            Map.entry("sound", "/dev/snd/controlC0"),
            Map.entry("dsp", "/dev/dsp"),
            Map.entry("usb", "/dev/bus/usb/001/001"),
            Map.entry("hid", "/dev/usb/hiddev0"),
            Map.entry("optical", "/dev/sr0"),
            Map.entry("optical-raw", "/dev/sg0"),
            Map.entry("disk-raw", "/dev/sg1"),
            Map.entry("kvm", "/dev/kvm"),
            Map.entry("fuse", "/dev/fuse"));

    private static final String SCRIPT = """
            w=$1 resolver=$2 user=$3 group=$4
            shift 4
            mount -t tmpfs -o mode=0755 devices "$w"
            cp -a /dev/null /dev/zero /dev/full /dev/random /dev/urandom /dev/tty /dev/ptmx /dev/fd /dev/fuse "$w"
            mkdir "$w/pts" "$w/shm"
            mount --bind /dev/pts "$w/pts"
            for word; do
                case $word in
                    device:fuse=*) ;;
                    device:*) file=$w/${word#*=/dev/}; mkdir -p "${file%/*}"; mknod -m 666 "$file" c 1 3 ;;
                esac
            done
            mount --rbind "$w" /dev
            chmod 1777 /dev/shm
            mount -t tmpfs -o mode=0755 system /sys
            mkdir -p /sys/class/block/sr0/device/scsi_generic/sg0 /sys/devices/card/drm/card0 /sys/class/drm
            ln -s ../../../card /sys/devices/card/drm/card0/device
            ln -s ../../devices/card/drm/card0 /sys/class/drm/card0
            echo card > /sys/devices/card/vendor
            link=$(readlink -m /etc/resolv.conf)
            mount -t tmpfs -o mode=0755 run /run
            mkdir -p /run/media /run/udev /run/dbus "/run/user/$user/pulse" "${link%/*}"
            chown -R "$user:$group" "/run/user/$user"
            chmod 700 "/run/user/$user"
            test -e "$link" || : > "$link"
            mount --bind "$resolver" "$link"
            for folder in /media /mnt /tmp; do mount -t tmpfs -o mode=1777 files "$folder"; done
            mkdir -m 1777 /tmp/.X11-unix
            for word; do
                case $word in
                    read:*=/dev/*|read:*=/run/*|read:*=/media/*|read:*=/mnt/*|read:*=/tmp/*)
                        file=${word#*=}; echo secret > "$file"; chmod 666 "$file" ;;
                esac
            done
            """;

    private final Workspace workspace;
    private final Path probe;
    private final Running process;
    private final Running server;
    private final String memory;
    private final List<String> ports = List.of(freePort(), freePort());
    private final String hostName;

    /**
     * Makes it.
     *
     * @param workspace whose account runs guests on it
     * @param probe the probe program
     */
    public ProbedHost(Workspace workspace, Path probe) {
        this.workspace = workspace;
        this.probe = probe;
        hostName = workspace.script("uname -n").strip();
        memory = workspace.script("ipcmk -M 4096 -p 0666").replaceAll("\\D+", "");
        process = workspace.program(Path.of("/bin/sleep")).start("600");
        workspace.write(workspace.home().resolve("secret"), "secret");
        workspace.write(workspace.folder().resolve("secret"), "secret");
        workspace.write(
                workspace.home().resolve(".Xauthority"), Cookies.of(DISPLAY, COOKIE, DISPLAY + "1", OTHER_COOKIE));
        server = serve();
        server.awaitOutput("serving");
    }

    private Running serve() {
        Path devices = workspace.makeFolder(workspace.folder().resolve("devices"));
        Path resolver = workspace.write(workspace.folder().resolve("resolver"), RESOLVER + "\n");
        int user = workspace.account().userId();
        List<String> words = new ArrayList<>(List.of(
                "--mount",
                "--propagation",
                "private",
                "--",
                "bash",
                "-ec",
                SCRIPT + "exec " + probe + " --serve \"$@\"",
                "bash"));
        words.addAll(List.of(devices.toString(), resolver.toString(), "" + user));
        words.add("" + workspace.account().groupId());
        words.addAll(named(user));
        Executable unshare = workspace.program(Path.of("/usr/bin/unshare"));
        return new Executable(
                        unshare.program(),
                        List.of(),
                        unshare.folder(),
                        unshare.environment(),
                        new byte[0],
                        unshare.patience())
                .start(words);
    }

    /** A program of the account that runs there, with a key in its session's keyring and variables of a session. */
    public Executable on(Executable program) {
        int user = workspace.account().userId();
        List<String> prefix = new ArrayList<>(List.of("nsenter", "--mount=/proc/" + server.pid() + "/ns/mnt", "--"));
        prefix.addAll(List.of(
                "sh",
                "-c",
                "cd \"$1\" && shift && exec \"$@\"",
                "sh",
                program.folder().toString()));
        prefix.addAll(program.prefix());
        String runtime = "/run/user/" + user;
        return new Executable(
                        program.program(),
                        prefix,
                        program.folder(),
                        program.environment(),
                        new byte[0],
                        program.patience())
                .behind(probe.toString(), "--key", KEY)
                .with("XDG_RUNTIME_DIR", runtime)
                .with("WAYLAND_DISPLAY", "wayland-" + DISPLAY)
                .with("DISPLAY", ":" + DISPLAY)
                .with("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + runtime + "/bus")
                .with("SECRET", SECRET);
    }

    /**
     * What there is, as arguments of the probe program.
     *
     * @param user the user id whose runtime folder sockets are looked for in
     */
    public List<String> named(int user) {
        String runtime = "/run/user/" + user;
        List<String> names = new ArrayList<>();
        DEVICES.forEach((name, path) -> names.add("device:" + name + "=" + path));
        files(names);
        names.addAll(List.of(
                "stream:wayland=" + runtime + "/wayland-" + DISPLAY,
                "stream:x11=/tmp/.X11-unix/X" + DISPLAY,
                "stream:x11-other=/tmp/.X11-unix/X" + DISPLAY + "1",
                "stream:pulse=" + runtime + "/pulse/native",
                "stream:pipewire=" + runtime + "/pipewire-0",
                "stream:session-bus=" + runtime + "/bus",
                "stream:session-other=" + runtime + "/other",
                "stream:system-bus=/run/dbus/system_bus_socket",
                "stream:other=/run/other",
                "stream:abstract=@app-runner-probe-stream-" + ports.getFirst(),
                "datagram:abstract=@app-runner-probe-datagram-" + ports.getFirst(),
                "datagram:other=/run/datagrams",
                "tcp:loopback=" + ports.getFirst(),
                "udp:loopback=" + ports.getLast()));
        names.addAll(List.of(
                "told:secret=SECRET=" + SECRET,
                "told:wayland=WAYLAND_DISPLAY=",
                "told:x11=DISPLAY=:" + DISPLAY,
                "told:session-bus=DBUS_SESSION_BUS_ADDRESS=",
                "holds:resolver=/etc/resolv.conf=" + RESOLVER,
                "process:host=" + process.pid(),
                "key:session=" + KEY,
                "memory:shared=" + memory,
                "host:name=" + hostName));
        return names;
    }

    /** The cookies of displays, of which only a copy is shared. */
    public List<String> cookies(int user) {
        String file = "/run/user/" + user + "/Xauthority=";
        return List.of("holds:cookie=" + file + COOKIE, "holds:cookie-other=" + file + OTHER_COOKIE);
    }

    private void files(List<String> names) {
        for (String file : List.of(
                "media=/media/secret",
                "run-media=/run/media/secret",
                "mnt=/mnt/secret",
                "udev=/run/udev/secret",
                "shm=/dev/shm/secret",
                "tmp=/tmp/secret",
                "run=/run/secret",
                "home=" + workspace.home().resolve("secret"),
                "folder=" + workspace.folder().resolve("secret"))) {
            names.add("read:" + file);
            names.add("write:" + file);
        }
        names.add("read:image=" + workspace.image());
        names.add("read:card=/sys/class/drm/card0/device/vendor");
    }

    private static String freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return "" + socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.close();
        process.close();
        workspace.script("ipcrm -m \"$1\"", memory);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap.share;

import io.apprunner.bwrap.share.Mount.Access;
import io.apprunner.config.HostUser;
import io.apprunner.db.Permission;
import io.apprunner.text.RawPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What permissions show of the user's session: sockets of its servers, which variables name. Nothing but a socket is
 * shared, whatever a variable says, and the guest finds it in the runtime folder of its own user.
 *
 * @param environment the host's environment
 * @param host who runs us
 * @param guest the user inside
 */
record SessionShares(Map<String, String> environment, HostUser host, HostUser guest) {
    private static final Path HOST_NAME = RawPath.of("/proc/sys/kernel/hostname");
    private static final String SYSTEM_BUS = "/run/dbus/system_bus_socket";

    /** What a permission shares, as far as the host has it. */
    Share of(Permission permission) {
        return switch (permission) {
            case WAYLAND -> wayland();
            case XORG -> xorg();
            case AUDIO -> audio();
            case DBUS_USER -> userBus();
            case DBUS_SYSTEM ->
                new Share(socket(SYSTEM_BUS, SYSTEM_BUS).stream().toList(), Map.of());
            case HOME,
                    MEDIA,
                    UDEV,
                    USB,
                    INPUT,
                    GPU,
                    NETWORK,
                    DEV,
                    SHM,
                    OPTICAL,
                    DEBUG,
                    NESTED,
                    MULTIARCH,
                    ENVIRONMENT -> Share.NONE;
        };
    }

    /** The variable is a name in the runtime folder, or a path. */
    private Share wayland() {
        Optional<String> path = variable("WAYLAND_DISPLAY")
                .filter(value -> value.startsWith("/") || value.indexOf('/') < 0)
                .map(value -> value.startsWith("/") ? value : ofHost(value));
        String name =
                path.map(value -> value.substring(value.lastIndexOf('/') + 1)).orElse("");
        return path.flatMap(value -> socket(value, ofGuest(name)))
                .map(mount -> new Share(List.of(mount), Map.of("WAYLAND_DISPLAY", name)))
                .orElse(Share.NONE);
    }

    private Share xorg() {
        Optional<String> display = variable("DISPLAY");
        if (display.isEmpty()) {
            return Share.NONE;
        }
        DisplayName name = DisplayName.of(display.get());
        List<Mount> mounts = name.socket()
                .filter(path -> new HostFile(host.userId()).display(path))
                .map(path -> List.of(Mount.of(Access.WRITE, path)))
                .orElse(List.of());
        Map<String, String> variables = new TreeMap<>(Map.of("DISPLAY", display.get()));
        Map<String, String> files = new TreeMap<>();
        String file = variable("XAUTHORITY").orElse(host.home() + "/.Xauthority");
        new HostFile(host.userId())
                .authority(file)
                .flatMap(path -> AuthorityFile.entries(path, name.number(), hostName()))
                .ifPresent(entries -> {
                    files.put(ofGuest("Xauthority"), entries);
                    variables.put("XAUTHORITY", ofGuest("Xauthority"));
                });
        return new Share(mounts, files, variables);
    }

    /** A server that is not reached by a socket of this host keeps its address. */
    private Share audio() {
        Optional<String> server = variable("PULSE_SERVER");
        String address = server.orElse(ofHost("pulse/native"));
        String path = address.startsWith("unix:") ? address.substring("unix:".length()) : address;
        Optional<Mount> pulse = socket(path, ofGuest("pulse/native"));
        Map<String, String> variables = new TreeMap<>();
        if (pulse.isPresent()) {
            variables.put("PULSE_SERVER", "unix:" + ofGuest("pulse/native"));
        } else if (!path.startsWith("/")) {
            variables.put("PULSE_SERVER", address);
        }
        Optional<Mount> pipewire = socket(ofHost("pipewire-0"), ofGuest("pipewire-0"));
        return new Share(Stream.of(pulse, pipewire).flatMap(Optional::stream).toList(), variables);
    }

    /** A socket without a file is reached by whoever shares the network. */
    private Share userBus() {
        String addresses = variable("DBUS_SESSION_BUS_ADDRESS").orElse("unix:path=" + ofHost("bus"));
        String name = "DBUS_SESSION_BUS_ADDRESS";
        return SocketAddress.paths(addresses).stream()
                .flatMap(path -> socket(path, ofGuest("bus")).stream())
                .findFirst()
                .map(mount -> new Share(List.of(mount), Map.of(name, "unix:path=" + mount.target())))
                .or(() -> SocketAddress.abstractOne(addresses).map(one -> new Share(List.of(), Map.of(name, one))))
                .orElse(Share.NONE);
    }

    /** Cookies of displays of this host have its name. */
    private static String hostName() {
        try {
            return Files.readString(HOST_NAME).strip();
        } catch (IOException e) {
            return "";
        }
    }

    private Optional<Mount> socket(String path, String target) {
        return new HostFile(host.userId())
                .socket(path)
                .map(RawPath::text)
                .map(source -> new Mount(Access.WRITE, source, target));
    }

    private String ofHost(String name) {
        return variable("XDG_RUNTIME_DIR").orElse(host.runtime()) + "/" + name;
    }

    private String ofGuest(String name) {
        return guest.runtime() + "/" + name;
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }
}

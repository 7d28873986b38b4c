// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap.share;

import io.apprunner.bwrap.device.DeviceFiles;
import io.apprunner.bwrap.device.NvidiaDriver;
import io.apprunner.bwrap.device.SystemFiles;
import io.apprunner.bwrap.share.Mount.Access;
import io.apprunner.config.HostUser;
import io.apprunner.db.Permission;
import io.apprunner.text.RawPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What permissions show of the host.
 *
 * @param environment the host's environment
 * @param host who runs us
 * @param guest the user inside
 */
public record HostShares(Map<String, String> environment, HostUser host, HostUser guest) {
    private static final Path ROOT = RawPath.of("/");
    private static final DeviceFiles DEVICES = new DeviceFiles(ROOT);
    private static final String SYSTEM = "/sys";

    /** What permissions share; the whole of /dev comes first, because it covers what lies below. */
    public Share of(Set<Permission> permissions) {
        Share all = permissions.contains(Permission.DEV) ? of(Permission.DEV) : Share.NONE;
        for (Permission permission : permissions.stream().sorted().toList()) {
            all = permission == Permission.DEV ? all : all.and(of(permission));
        }
        return all;
    }

    /** What one permission shares. */
    public Share of(Permission permission) {
        return switch (permission) {
            case HOME -> Share.of(home());
            case MEDIA -> all(Access.WRITE, List.of("/media", "/run/media", "/mnt"));
            case AUDIO -> session(permission).and(all(Access.DEVICE, List.of("/dev/dsp", "/dev/snd")));
            case WAYLAND, XORG, DBUS_USER, DBUS_SYSTEM -> session(permission);
            case UDEV -> all(Access.READ, List.of("/run/udev"));
            case USB -> all(Access.DEVICE, List.of("/dev/bus/usb", "/dev/usb"));
            case INPUT -> all(Access.DEVICE, List.of("/dev/input"));
            case GPU -> graphics();
            case NETWORK ->
                all(Access.READ, List.of("/etc/host.conf", "/etc/hosts", "/etc/nsswitch.conf", "/etc/resolv.conf"));
            case DEV -> all(Access.DEVICE, List.of("/dev"));
            case SHM -> all(Access.DEVICE, List.of("/dev/shm"));
            case OPTICAL -> all(Access.DEVICE, DEVICES.optical());
            case DEBUG, NESTED, MULTIARCH, ENVIRONMENT -> Share.NONE;
        };
    }

    private Share session(Permission permission) {
        return new SessionShares(environment, host, guest).of(permission);
    }

    private static Share all(Access access, List<String> paths) {
        return Share.of(paths.stream().map(path -> Mount.of(access, path)).toList());
    }

    /**
     * Root inside has a home of the image. A home folder {@code /} would cover the guest's whole tree. One that is a
     * link is there by both names: working folders have the other one.
     */
    private List<Mount> home() {
        if (guest.isRoot() || isRoot(host.home())) {
            return List.of();
        }
        return Stream.of(host.home(), realHome())
                .distinct()
                .filter(path -> !isRoot(path))
                .map(path -> Mount.of(Access.WRITE, path))
                .toList();
    }

    private String realHome() {
        try {
            return RawPath.text(RawPath.of(host.home()).toRealPath());
        } catch (IOException e) {
            return host.home();
        }
    }

    private static boolean isRoot(String path) {
        return RawPath.of(path).normalize().getNameCount() == 0;
    }

    /** The guest's /sys has nothing in it but what is about the cards. */
    private static Share graphics() {
        List<Mount> mounts = new ArrayList<>(all(Access.DEVICE, DEVICES.gpu()).mounts());
        List<String> system = new SystemFiles(ROOT).gpu();
        if (!system.isEmpty()) {
            mounts.add(Mount.of(Access.EMPTY, SYSTEM));
            system.forEach(path -> mounts.add(Mount.of(Access.READ, path)));
            mounts.add(Mount.of(Access.SEALED, SYSTEM));
        }
        Map<String, String> driver = new NvidiaDriver(ROOT).files();
        driver.forEach((target, source) -> mounts.add(new Mount(Access.READ, source, target)));
        return new Share(mounts, NvidiaDriver.variables(driver));
    }
}

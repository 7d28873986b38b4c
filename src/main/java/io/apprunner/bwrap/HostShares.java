// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap;

import io.apprunner.bwrap.GuestSandbox.Access;
import io.apprunner.bwrap.GuestSandbox.Mount;
import io.apprunner.bwrap.device.DeviceFiles;
import io.apprunner.config.HostUser;
import io.apprunner.db.Permission;
import io.apprunner.text.RawPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What permissions show of the host.
 *
 * @param environment the host's environment
 * @param host who runs us
 * @param guest the user inside
 */
public record HostShares(Map<String, String> environment, HostUser host, HostUser guest) {
    private static final DeviceFiles DEVICES = new DeviceFiles(RawPath.of("/"));

    /** The mounts of permissions; the whole of /dev comes first, because it covers what lies below. */
    public List<Mount> mounts(Set<Permission> permissions) {
        List<Mount> mounts = new ArrayList<>();
        if (permissions.contains(Permission.DEV)) {
            mounts.add(Mount.of(Access.DEVICE, "/dev"));
        }
        permissions.stream().sorted().forEach(permission -> mounts.addAll(mounts(permission)));
        return mounts;
    }

    /** Variables that tell the guest where things are. */
    public Map<String, String> variables(Set<Permission> permissions) {
        Map<String, String> variables = new TreeMap<>();
        permissions.forEach(
                permission -> variables.putAll(session().of(permission).variables()));
        return variables;
    }

    private SessionShares session() {
        return new SessionShares(environment, host, guest);
    }

    private List<Mount> mounts(Permission permission) {
        return switch (permission) {
            case HOME -> home();
            case MEDIA -> all(Access.WRITE, "/media", "/run/media", "/mnt");
            case AUDIO -> audio();
            case WAYLAND, XORG, DBUS_USER, DBUS_SYSTEM ->
                session().of(permission).mounts();
            case UDEV -> all(Access.READ, "/run/udev");
            case USB -> all(Access.DEVICE, "/dev/bus/usb", "/dev/usb");
            case INPUT -> all(Access.DEVICE, "/dev/input");
            case GPU -> all(Access.DEVICE, DEVICES.gpu());
            case NETWORK -> all(Access.READ, "/etc/host.conf", "/etc/hosts", "/etc/nsswitch.conf", "/etc/resolv.conf");
            case SHM -> all(Access.DEVICE, "/dev/shm");
            case OPTICAL -> all(Access.DEVICE, DEVICES.optical());
            case DEV, DEBUG, NESTED, MULTIARCH, ENVIRONMENT -> List.of();
        };
    }

    private static List<Mount> all(Access access, String... paths) {
        return all(access, List.of(paths));
    }

    private static List<Mount> all(Access access, List<String> paths) {
        return paths.stream().map(path -> Mount.of(access, path)).toList();
    }

    /** Root inside has a home of the image. A home folder {@code /} would cover the guest's whole tree. */
    private List<Mount> home() {
        return guest.isRoot() || RawPath.of(host.home()).normalize().getNameCount() == 0
                ? List.of()
                : List.of(new Mount(Access.WRITE, host.home(), host.home()));
    }

    private List<Mount> audio() {
        List<Mount> mounts = new ArrayList<>(session().of(Permission.AUDIO).mounts());
        mounts.addAll(all(Access.DEVICE, "/dev/dsp", "/dev/snd"));
        mounts.addAll(all(Access.WRITE, "/proc/asound"));
        return mounts;
    }
}

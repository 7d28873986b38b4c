// SPDX-License-Identifier: Apache-2.0
package io.apprunner.diagnosis;

import io.apprunner.bwrap.share.Mount;
import io.apprunner.bwrap.share.Share;
import io.apprunner.db.Permission;
import io.apprunner.text.RawPath;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * What permissions are, in plain words.
 *
 * @param root whether root runs us
 * @param scopes whether the kernel keeps guests from sockets without a file
 */
record PermissionWords(boolean root, boolean scopes) {
    /** What a permission opens. */
    String of(Permission permission, Share share) {
        return words(permission, share) + (isIdle(permission, share) ? " (there is nothing of it now)" : "");
    }

    private static String words(Permission permission, Share share) {
        return switch (permission) {
            case HOME ->
                "files in the home folder, for writing; not this image, whose file is read-only, nor its data dir";
            case MEDIA -> "disks and media below /media, /run/media and /mnt, for writing";
            case AUDIO -> audio(share);
            case WAYLAND -> "windows on the Wayland display, and the clipboard";
            case XORG -> "windows on the X display, and by X's nature all other windows, keys and the clipboard";
            case DBUS_USER -> "programs on the bus of the session, which can start others";
            case DBUS_SYSTEM -> "services on the bus of the system, as far as they allow this user";
            case UDEV -> "what is known about devices, for reading";
            case USB -> "USB devices, as far as this user may open them";
            case INPUT -> "keyboards, mice and game pads, as far as this user may open them";
            case GPU -> "graphics cards, what /sys tells about them, and the host's NVIDIA libraries";
            case NETWORK -> "the host's network: the internet, the local network, and services on this host";
            case DEV -> "all devices, as far as this user may open them";
            case SHM -> "the host's shared memory";
            case OPTICAL -> "optical drives";
            case DEBUG -> "system calls of debuggers and profilers, for the guest's own programs";
            case NESTED -> "sandboxes and containers of the guest's own";
            case MULTIARCH -> "32-bit programs";
            case ENVIRONMENT -> "all variables of the host's environment, secrets among them";
        };
    }

    /** Whether a permission is for things of the host of which none is there. */
    private static boolean isIdle(Permission permission, Share share) {
        return switch (permission) {
            case NETWORK, AUDIO, DEBUG, NESTED, MULTIARCH, ENVIRONMENT -> false;
            case HOME, MEDIA, WAYLAND, XORG, DBUS_USER, DBUS_SYSTEM, UDEV, USB, INPUT, GPU, DEV, SHM, OPTICAL ->
                share.variables().isEmpty()
                        && share.mounts().stream().noneMatch(mount -> Files.exists(RawPath.of(mount.source())));
        };
    }

    /** What is less closed than it could be. */
    List<String> weaker(Permission permission) {
        List<String> weaker = new ArrayList<>();
        if (permission == Permission.NETWORK && !scopes) {
            weaker.add("sockets of the host that have no file can be reached too: this kernel has no scopes of"
                    + " Landlock (Linux 6.12)");
        }
        if (permission == Permission.NESTED && root) {
            weaker.add("it opens nothing when root runs the image: nothing would bound such sandboxes");
        }
        if (permission == Permission.MULTIARCH) {
            weaker.add("sockets of every family can be made by 32-bit programs");
        }
        return weaker;
    }

    private static String audio(Share share) {
        return "sound and microphones: PulseAudio " + state(share, "pulse/native", "PULSE_SERVER")
                + ", PipeWire " + state(share, "pipewire-0", "PIPEWIRE_REMOTE")
                + ", sound cards";
    }

    private static String state(Share share, String socket, String variable) {
        boolean isShared = share.mounts().stream().map(Mount::target).anyMatch(target -> target.endsWith("/" + socket));
        String otherwise = share.variables().containsKey(variable) ? "by the network" : "is not running";
        return isShared ? "by its socket" : otherwise;
    }
}

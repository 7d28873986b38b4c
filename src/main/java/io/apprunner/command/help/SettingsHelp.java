// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.help;

import java.util.Optional;

/** The part of {@link HelpText} that is about stored settings. */
final class SettingsHelp {
    private SettingsHelp() {}

    static Optional<String> of(String topic) {
        return switch (topic) {
            case "boot" -> Optional.of("""
                        fim-boot : set what runs when no command is given
                        Usage: fim-boot set <program> [args...]
                          <program> : a program of the container
                          [args...] : its first arguments; those of the command line follow
                        Usage: fim-boot show
                        Usage: fim-boot clear
                        Note: without a stored program bash runs
                        Example: fim-boot set firefox --private-window
                        """);
            case "perms" -> Optional.of("""
                        fim-perms : set what guests may use of the host
                        Usage: fim-perms <add|del|set> <permission,...>
                          <permission> : home, media, audio, wayland, xorg, dbus_user, dbus_system,
                                         udev, usb, input, gpu, network, dev, shm, optical, or all
                        Usage: fim-perms list [--json]
                        Usage: fim-perms clear
                        Note: without permissions guests have no network and see no files of the host
                        Example: fim-perms set network,home
                        """);
            case "unshare" -> Optional.of("""
                        fim-unshare : set which namespaces guests get of their own
                        Usage: fim-unshare <add|del|set> <namespace,...>
                          <namespace> : user, ipc, pid, net, uts, cgroup, or all
                        Usage: fim-unshare list [--json]
                        Usage: fim-unshare clear
                        Note: ipc and pid are always the guest's own, net without permission network
                        Example: fim-unshare add uts
                        """);
            case "env" -> Optional.of("""
                        fim-env : set variables of the guest
                        Usage: fim-env <add|set> <name=value>...
                          <name=value> : a variable; ~, $VAR, quotes and $(command) in it are
                                         expanded when it is used
                        Usage: fim-env del <name>...
                        Usage: fim-env list [--json]
                        Usage: fim-env clear
                        Note: a $(command) sees the bundled bash and busybox, nothing of the host,
                              and has 2 seconds
                        Note: add keeps the other variables, set forgets them
                        Example: fim-env add 'GREETING="hello world"'
                        """);
            case "bind" -> Optional.of("""
                        fim-bind : set which files of the host guests see
                        Usage: fim-bind add <ro|rw|dev> <src> <dst>
                          <ro|rw|dev> : read-only, writable, or writable with device files
                          <src>       : the path on the host
                          <dst>       : the path in the container
                        Usage: fim-bind del <index>
                        Usage: fim-bind list [--json]
                        Note: ~, $VAR, quotes and $(command) in the paths are expanded when a
                              container starts
                        Note: paths of the host that do not exist are left out
                        Example: fim-bind add ro '$HOME/Music' /music
                        """);
            case "overlay" -> Optional.of("""
                        fim-overlay : set how the layers are stacked
                        Usage: fim-overlay set <bwrap|overlayfs|unionfs>
                        Usage: fim-overlay show [--json]
                        Note: the variable FIM_OVERLAY chooses for one run
                        """);
            case "casefold" -> Optional.of("""
                        fim-casefold : match names of files in upper and lower case
                        Usage: fim-casefold <on|off>
                        Note: the variable FIM_CASEFOLD=1 switches it on for one run
                        """);
            case "desktop" -> Optional.of("""
                        fim-desktop : give menu entry, file type and icons to the desktop
                        Usage: fim-desktop setup <json>
                          <json> : a file such as
                                   {"name": "App", "icon": "./app.png", "categories": ["Game"],
                                    "integrations": ["ENTRY", "MIMETYPE", "ICON"]}
                        Usage: fim-desktop enable <entry,mimetype,icon | none>
                        Usage: fim-desktop clean
                        Usage: fim-desktop dump <entry|mimetype>
                        Usage: fim-desktop dump icon <file>
                        Note: the icon is a PNG, JPEG or SVG file of less than 1 MiB
                        Note: what is enabled is made when a container starts; clean removes it
                        Example: fim-desktop enable entry,icon
                        """);
            case "notify" -> Optional.of("""
                        fim-notify : tell the desktop about starts
                        Usage: fim-notify <on|off>
                        Note: works when fim-desktop has set the desktop up
                        """);
            case "remote" -> Optional.of("""
                        fim-remote : set where recipes come from
                        Usage: fim-remote set <url>
                        Usage: fim-remote show [--json]
                        Usage: fim-remote clear
                        """);
            case "reset" -> Optional.of("""
                        fim-reset : forget settings, also damaged ones
                        Usage: fim-reset <setting>
                          <setting> : permissions, unshare, notify, overlay, casefold, boot, desktop,
                                      remote, icon, environment, binds, or all
                        """);
            default -> Optional.empty();
        };
    }
}

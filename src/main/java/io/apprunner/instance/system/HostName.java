// SPDX-License-Identifier: Apache-2.0
package io.apprunner.instance.system;

import io.apprunner.db.Permission;
import io.apprunner.text.RawPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A guest's host name. It is that of what the image is made of, such as {@code debian}; a guest that may use the X
 * server or the network has the host's.
 */
public final class HostName {
    private static final Path HOST = RawPath.of("/proc/sys/kernel/hostname");
    private static final String OTHERWISE = "app-runner";

    /** Cookies of the X server are found by the host's name, and with the network comes the host's /etc/hosts. */
    private static final Set<Permission> NEED_HOSTS = EnumSet.of(Permission.XORG, Permission.NETWORK);

    /** The most that the kernel takes. */
    private static final int LIMIT = 64;

    private static final Pattern OTHERS = Pattern.compile("[^a-z0-9]+");
    private static final Pattern EDGES = Pattern.compile("^-+|-+$");

    private HostName() {}

    /**
     * The name.
     *
     * @param distribution what the image is made of
     * @param permissions what the guest may use
     */
    public static String of(String distribution, Set<Permission> permissions) {
        return permissions.stream().anyMatch(NEED_HOSTS::contains) ? host() : own(distribution);
    }

    /** Letters, digits and hyphens, as RFC 1123 has names of hosts. */
    private static String own(String distribution) {
        String joined = OTHERS.matcher(distribution.toLowerCase(Locale.ROOT)).replaceAll("-");
        String name = EDGES.matcher(joined).replaceAll("");
        return name.isEmpty() || name.length() > LIMIT ? OTHERWISE : name;
    }

    private static String host() {
        try {
            String name = Files.readString(HOST, StandardCharsets.ISO_8859_1).strip();
            return name.isEmpty() ? OTHERWISE : name;
        } catch (IOException e) {
            return OTHERWISE;
        }
    }
}

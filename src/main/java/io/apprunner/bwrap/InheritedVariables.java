// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap;

import io.apprunner.db.Permission;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which of the host's variables a guest inherits. Variables can hold passwords and addresses of what the guest may not
 * use, so only those pass that a program at a terminal needs and that tell nothing, and those that belong to a
 * permission. The variables that name what a permission shares are not among them: what is shared decides their values.
 * One permission lets all of them pass.
 */
public final class InheritedVariables {
    private static final Set<String> ALWAYS =
            Set.of("TERM", "COLORTERM", "NO_COLOR", "LANG", "LANGUAGE", "TZ", "FIM_DEBUG");

    private static final Set<String> DISPLAYS =
            Set.of("XDG_CURRENT_DESKTOP", "XDG_SESSION_TYPE", "XCURSOR_SIZE", "XCURSOR_THEME");

    private static final Set<String> GRAPHICS =
            Set.of("DRI_PRIME", "__GLX_VENDOR_LIBRARY_NAME", "__NV_PRIME_RENDER_OFFLOAD", "CUDA_VISIBLE_DEVICES");

    /** In lower case; programs know them in both. */
    private static final Set<String> PROXIES =
            Set.of("http_proxy", "https_proxy", "ftp_proxy", "no_proxy", "all_proxy");

    /** These name files and sockets of the host. */
    private static final List<String> PULSE_PLACES = List.of("PULSE_SERVER", "PULSE_COOKIE", "PULSE_CLIENTCONFIG");

    private InheritedVariables() {}

    /**
     * The variables that pass.
     *
     * @param environment the host's environment
     * @param permissions what the guest may use
     */
    public static Map<String, String> of(Map<String, String> environment, Set<Permission> permissions) {
        Map<String, String> result = new TreeMap<>(environment);
        result.keySet()
                .removeIf(name ->
                        !isHarmless(name) && permissions.stream().noneMatch(permission -> belongs(name, permission)));
        return result;
    }

    private static boolean isHarmless(String name) {
        return ALWAYS.contains(name) || name.startsWith("LC_");
    }

    private static boolean belongs(String name, Permission permission) {
        return switch (permission) {
            case WAYLAND, XORG -> DISPLAYS.contains(name);
            case GPU -> GRAPHICS.contains(name);
            case AUDIO -> name.startsWith("PULSE_") && !PULSE_PLACES.contains(name);
            case NETWORK -> PROXIES.contains(name.toLowerCase(Locale.ROOT));
            case ENVIRONMENT -> true;
            case HOME, MEDIA, DBUS_USER, DBUS_SYSTEM, UDEV, USB, INPUT, DEV, SHM, OPTICAL, DEBUG, NESTED, MULTIARCH ->
                false;
        };
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.db.Permission;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class InheritedVariablesTest {
    private static final Map<String, String> HARMLESS =
            Map.of("TERM", "xterm", "LANG", "C", "LC_TIME", "C", "TZ", "UTC", "COLORTERM", "truecolor");

    private static final Map<String, String> SECRET = Map.of(
            "SSH_AUTH_SOCK", "/run/agent",
            "AWS_SECRET_ACCESS_KEY", "x",
            "PATH", "/host",
            "HOME", "/home/me",
            "LD_PRELOAD", "/evil.so",
            "BASH_FUNC_ls%%", "() { :; }",
            "SHELLOPTS", "noexec",
            "TMPDIR", "/host/tmp",
            "FIM_DIR_DATA", "/data",
            "LANGUAGES", "x");

    /** What a permission shares decides these, not the host. */
    private static final Map<String, String> PLACES = Map.of(
            "DISPLAY", ":0",
            "XAUTHORITY", "/x",
            "WAYLAND_DISPLAY", "w",
            "DBUS_SESSION_BUS_ADDRESS", "unix:path=/x",
            "PULSE_SERVER", "/x",
            "PULSE_COOKIE", "/x");

    @Test
    void withoutPermissionsOnlyWhatATerminalNeedsPasses() {
        assertThat(inherited(Set.of())).isEqualTo(HARMLESS);
    }

    @Test
    void noOtherPermissionLetsSecretsPass() {
        assertThat(inherited(EnumSet.complementOf(EnumSet.of(Permission.ENVIRONMENT))))
                .containsAllEntriesOf(HARMLESS)
                .doesNotContainKeys(SECRET.keySet().toArray(String[]::new))
                .doesNotContainKeys(PLACES.keySet().toArray(String[]::new));
    }

    @Test
    void variablesOfAPermissionPassOnlyWithIt() {
        assertPassesWith(Permission.NETWORK, "http_proxy");
        assertPassesWith(Permission.NETWORK, "HTTPS_PROXY");
        assertPassesWith(Permission.NETWORK, "no_proxy");
        assertPassesWith(Permission.AUDIO, "PULSE_SINK");
        assertPassesWith(Permission.GPU, "DRI_PRIME");
    }

    @Test
    void onePermissionLetsAllPass() {
        assertThat(inherited(Set.of(Permission.ENVIRONMENT)))
                .containsAllEntriesOf(SECRET)
                .containsAllEntriesOf(PLACES);
    }

    private static void assertPassesWith(Permission permission, String name) {
        Map<String, String> environment = Map.of(name, "x");
        assertThat(InheritedVariables.of(environment, Set.of(permission))).isEqualTo(environment);
        assertThat(InheritedVariables.of(
                        environment, EnumSet.complementOf(EnumSet.of(permission, Permission.ENVIRONMENT))))
                .isEmpty();
    }

    private static Map<String, String> inherited(Set<Permission> permissions) {
        Map<String, String> environment = new TreeMap<>(HARMLESS);
        environment.putAll(SECRET);
        environment.putAll(PLACES);
        return InheritedVariables.of(environment, permissions);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.bwrap.share.HostShares;
import io.apprunner.bwrap.share.Mount;
import io.apprunner.bwrap.share.Mount.Access;
import io.apprunner.config.HostUser;
import io.apprunner.db.Binds;
import io.apprunner.db.BootCommand;
import io.apprunner.db.EnvironmentVariables;
import io.apprunner.db.Limits;
import io.apprunner.db.Permission;
import io.apprunner.db.Unshare;
import io.apprunner.desktop.DesktopSettings;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GuestSettingsTest {
    private static final HostUser ME = new HostUser(1000, 100, "me", "/home/me");
    private static final HostUser ROOT = new HostUser(0, 0, "root", "/root");

    @Test
    void withoutSettingsTheGuestIsAlone() {
        assertThat(namespaces(Set.of(), Set.of()))
                .containsExactlyInAnyOrder(
                        Namespace.PID, Namespace.IPC, Namespace.NET, Namespace.UTS, Namespace.CGROUP);
        assertThat(mounts(Map.of("DISPLAY", ":0"), ME)).isEmpty();
    }

    @Test
    void onlyThePermissionSharesTheNetwork() {
        assertThat(namespaces(EnumSet.complementOf(EnumSet.of(Permission.NETWORK)), Set.of()))
                .contains(Namespace.NET);
        assertThat(namespaces(Set.of(Permission.NETWORK), Set.of())).doesNotContain(Namespace.NET);
        assertThat(namespaces(Set.of(Permission.NETWORK), Set.of(Unshare.NET, Unshare.UTS)))
                .contains(Namespace.NET, Namespace.UTS);
        assertThat(mounts(Map.of(), ME, Permission.NETWORK)).contains(Mount.of(Access.READ, "/etc/resolv.conf"));
    }

    @Test
    void theHomeIsSharedWithItsUserOnly() {
        assertThat(mounts(Map.of(), ME, Permission.HOME)).containsExactly(Mount.of(Access.WRITE, "/home/me"));
        assertThat(mounts(Map.of(), ROOT, Permission.HOME)).isEmpty();
        HostUser homeless = new HostUser(1000, 100, "me", "/");
        assertThat(new HostShares(Map.of(), homeless, homeless)
                        .of(Permission.HOME)
                        .mounts())
                .isEmpty();
    }

    @Test
    void theWholeOfDevComesBeforeItsParts() {
        assertThat(mounts(Map.of(), ME, Permission.SHM, Permission.DEV, Permission.INPUT))
                .startsWith(Mount.of(Access.DEVICE, "/dev"))
                .contains(Mount.of(Access.DEVICE, "/dev/shm"), Mount.of(Access.DEVICE, "/dev/input"));
    }

    @Test
    void storedVariablesSayWhoTheUserIs() {
        assertThat(identity(false, Map.of(), Map.of())).isEqualTo(ME);
        assertThat(identity(true, Map.of(), Map.of("UID", "7"))).isEqualTo(ROOT);
        assertThat(identity(false, Map.of(), Map.of("UID", "0"))).isEqualTo(ROOT);
        assertThat(identity(false, Map.of(), Map.of("UID", "7x", "GID", "x", "USER", "you", "HOME", "/h")))
                .isEqualTo(new HostUser(7, 100, "you", "/h"));
        assertThat(identity(false, Map.of(), Map.of("UID", "9999999999", "USER", "a:b"))
                        .userId())
                .isEqualTo(1000);
    }

    private static HostUser identity(boolean root, Map<String, String> environment, Map<String, String> stored) {
        return GuestIdentity.of(root, ME, environment, stored);
    }

    private static Set<Namespace> namespaces(Set<Permission> permissions, Set<Unshare> unshare) {
        return new GuestSettings(
                        BootCommand.DEFAULT,
                        permissions,
                        unshare,
                        EnvironmentVariables.NONE,
                        Binds.NONE,
                        Limits.NONE,
                        DesktopSettings.NONE)
                .namespaces();
    }

    private static List<Mount> mounts(Map<String, String> environment, HostUser guest, Permission... permissions) {
        return new HostShares(environment, ME, guest).of(Set.of(permissions)).mounts();
    }
}

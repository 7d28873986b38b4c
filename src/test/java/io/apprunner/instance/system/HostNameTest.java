// SPDX-License-Identifier: Apache-2.0
package io.apprunner.instance.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.db.Permission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HostNameTest {
    @Test
    void aGuestIsCalledLikeWhatItIsMadeOf() {
        assertThat(HostName.of("DEBIAN", Set.of())).isEqualTo("debian");
        assertThat(HostName.of("Blue Box 2.0!", EnumSet.complementOf(EnumSet.of(Permission.XORG, Permission.NETWORK))))
                .isEqualTo("blue-box-2-0");
        assertThat(HostName.of("\u00e4", Set.of())).isEqualTo("app-runner");
        assertThat(HostName.of("a".repeat(65), Set.of())).isEqualTo("app-runner");
    }

    @Test
    void whereTheHostsNamesAreLookedUpItsOwnIsTheGuests() throws IOException {
        String name = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        assertThat(HostName.of("DEBIAN", Set.of(Permission.XORG))).isEqualTo(name);
        assertThat(HostName.of("DEBIAN", Set.of(Permission.NETWORK))).isEqualTo(name);
    }
}

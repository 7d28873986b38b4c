// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SandboxTest {
    @Test
    void wordsOfTheCommandAreNeverOptionsOfBubblewrap() {
        assertThat(guest(true).arguments(List.of("--bind", "/", "/")))
                .endsWith("--", "--bind", "/", "/")
                .startsWith("bwrap", "--die-with-parent");
        assertThat(MountNamespace.arguments(true, List.of("--x"))).endsWith("--", "--x");
    }

    @Test
    void layersAreStackedTheLowestFirstBelowTheUpperDir() {
        assertThat(guest(true).arguments(List.of("x")))
                .containsSequence(
                        "--overlay-src", "/m/0", "--overlay-src", "/m/1", "--overlay", "/upper", "/work", "/");
    }

    @Test
    void theGuestHasNoNetworkAndNoViewOfOtherProcesses() {
        assertThat(guest(false).arguments(List.of("x")))
                .contains("--unshare-pid", "--unshare-ipc", "--unshare-net")
                .doesNotContain("--unshare-user");
    }

    @Test
    void onlyOrdinaryUsersNeedAUserNamespace() {
        assertThat(MountNamespace.arguments(true, List.of("x"))).contains("--unshare-user");
        assertThat(MountNamespace.arguments(false, List.of("x"))).doesNotContain("--unshare-user");
        assertThat(guest(true).arguments(List.of("x"))).containsSequence("--uid", "7", "--gid", "8");
    }

    @Test
    void theGuestOfTheSuperuserCannotAdministerTheHost() {
        assertThat(guest(false).arguments(List.of("x")))
                .containsSequence("--cap-drop", "ALL")
                .doesNotContain("CAP_SYS_ADMIN", "CAP_MKNOD", "CAP_SYS_PTRACE", "CAP_NET_ADMIN", "CAP_SYS_MODULE");
        assertThat(guest(true).arguments(List.of("x"))).doesNotContain("--cap-add");
    }

    @Test
    void theSupervisorIsTheFirstProcessOfItsNamespace() {
        assertThat(MountNamespace.arguments(false, List.of("x"))).contains("--unshare-pid", "--as-pid-1");
    }

    private static GuestSandbox guest(boolean userNamespace) {
        return new GuestSandbox(
                List.of(Path.of("/m/0"), Path.of("/m/1")),
                Path.of("/upper"),
                Path.of("/work"),
                userNamespace,
                7,
                8,
                "/home/me",
                "/run/user/7",
                List.of(),
                List.of());
    }
}

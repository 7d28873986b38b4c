// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.bwrap.share.Mount;
import io.apprunner.bwrap.share.Mount.Access;
import io.apprunner.expansion.SealedSandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxTest {
    @Test
    void aSealedCommandSeesNothingOfTheHost() {
        List<String> arguments = SealedSandbox.arguments(List.of("echo $(id)"));
        assertThat(arguments)
                .contains("--unshare-user", "--unshare-net", "--unshare-pid", "--unshare-ipc", "--unshare-uts")
                .contains("--new-session", "--die-with-parent", "--disable-userns")
                .containsSequence("--cap-drop", "ALL")
                .containsSequence("--seccomp", "12")
                .containsSubsequence("--tmpfs", "/", "--file", "10", "/bin/bash", "--file", "11", "/bin/busybox", "--")
                .noneMatch(argument -> argument.contains("bind"))
                .endsWith("echo $(id)");
    }

    @Test
    void wordsOfTheCommandAreNeverOptionsOfBubblewrap() {
        assertThat(MountNamespace.arguments(true, List.of("--x"))).endsWith("--", "--x");
    }

    @Test
    void layersAreStackedTheLowestFirstBelowTheUpperDir() {
        assertThat(guest(true).options())
                .containsSequence(
                        "--overlay-src", "/m/0", "--overlay-src", "/m/1", "--overlay", "/upper", "/work", "/");
    }

    @Test
    void theGuestHasTheNamespacesThatAreAskedFor() {
        assertThat(guest(false).options())
                .containsSequence("--unshare-user-try", "--unshare-pid", "--unshare-net")
                .doesNotContain("--unshare-user", "--unshare-ipc", "--unshare-uts");
        assertThat(guest(true).options()).doesNotContain("--unshare-user-try");
    }

    @Test
    void idsOfAllSizesAreWrittenWithoutASign() {
        assertThat(guest(true, (int) 3_000_000_000L).options()).containsSequence("--uid", "3000000000");
    }

    @Test
    void whatIsInMemoryHasASize() {
        assertThat(guest(true).options())
                .containsSequence("--size", "1073741824", "--perms", "1777", "--tmpfs", "/tmp")
                .containsSequence("--size", "268435456", "--tmpfs", "/run");
    }

    @Test
    void whatTheHostDoesNotHaveIsLeftOut() {
        assertThat(guest(true).options())
                .containsSequence("--ro-bind-try", "/a b", "/c", "--dev-bind-try", "/dev/x", "/dev/x");
    }

    @Test
    void onlyOrdinaryUsersNeedAUserNamespace() {
        assertThat(MountNamespace.arguments(true, List.of("x"))).contains("--unshare-user");
        assertThat(MountNamespace.arguments(false, List.of("x"))).doesNotContain("--unshare-user");
        assertThat(guest(true).options()).containsSequence("--uid", "7", "--gid", "8");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aGuestThatIsRootAdministersItsOwnFilesAndUsersOnly(boolean userNamespace) {
        assertThat(guest(userNamespace, 0).options())
                .containsSubsequence("--cap-drop", "ALL", "--cap-add", "CAP_CHOWN")
                .contains("CAP_SETUID")
                .doesNotContain("CAP_SYS_ADMIN", "CAP_MKNOD", "CAP_SYS_PTRACE", "CAP_NET_ADMIN", "CAP_SYS_MODULE");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aGuestThatIsNotRootAdministersNothing(boolean userNamespace) {
        assertThat(guest(userNamespace, 7).options())
                .containsSequence("--cap-drop", "ALL")
                .doesNotContain("--cap-add");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatProcTellsAboutTheMachineIsCoveredBeforeAnythingElseIsShown(boolean userNamespace) {
        assertThat(guest(userNamespace, 0).options())
                .containsSubsequence("--proc", "/proc", "--ro-bind", "/proc/sys", "/proc/sys", "--perms")
                .containsSubsequence("/dev/null", "/proc/kallsyms", "--ro-bind-try");
    }

    @Test
    void onlyWhatTheKernelHasIsCovered(@TempDir Path proc) throws IOException {
        Files.createDirectory(proc.resolve("sys"));
        Files.createDirectory(proc.resolve("acpi"));
        Files.createFile(proc.resolve("keys"));
        assertThat(ProcCover.arguments(proc))
                .containsExactly(
                        "--ro-bind",
                        "/proc/sys",
                        "/proc/sys",
                        "--perms",
                        "0555",
                        "--tmpfs",
                        "/proc/acpi",
                        "--remount-ro",
                        "/proc/acpi",
                        "--ro-bind",
                        "/dev/null",
                        "/proc/keys");
    }

    @Test
    void aGuestMakesUserNamespacesOnlyWhereItMayNest() {
        assertThat(guest(true, false, 7).options()).contains("--disable-userns");
        assertThat(guest(true, true, 7).options()).doesNotContain("--disable-userns");
        // It goes with a user namespace only; what bounds real root is the filter.
        assertThat(guest(false, false, 0).options()).doesNotContain("--disable-userns");
    }

    @Test
    void theSupervisorIsTheFirstProcessOfItsNamespace() {
        assertThat(MountNamespace.arguments(false, List.of("x"))).contains("--unshare-pid", "--as-pid-1");
    }

    private static GuestSandbox guest(boolean userNamespace) {
        return guest(userNamespace, 7);
    }

    private static GuestSandbox guest(boolean userNamespace, int userId) {
        return guest(userNamespace, false, userId);
    }

    private static GuestSandbox guest(boolean userNamespace, boolean nested, int userId) {
        return new GuestSandbox(
                List.of(Path.of("/m/0"), Path.of("/m/1")),
                Path.of("/upper"),
                Path.of("/work"),
                userNamespace,
                nested,
                Set.of(Namespace.NET, Namespace.USER, Namespace.PID),
                userId,
                8,
                "/home/me",
                "/run/user/7",
                Optional.of(1L << 30),
                List.of(),
                List.of(new Mount(Access.READ, "/a b", "/c"), Mount.of(Access.DEVICE, "/dev/x")));
    }
}

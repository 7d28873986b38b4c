// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.it.support.Account;
import io.apprunner.it.support.Need;
import io.apprunner.it.support.Needs;
import io.apprunner.it.support.OwnImageTest;
import io.apprunner.it.support.Probe;
import io.apprunner.it.support.ProbedHost;
import io.apprunner.it.support.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Everything of a host that has everything is tried from inside. A row that is open without being listed here fails,
 * also one that the probe program gets later.
 */
@Needs({Need.FUSE, Need.TWO_ACCOUNTS})
class ProbeTest extends OwnImageTest {
    private static final List<String> COMMANDS = List.of("fim-exec", "fim-root");

    /** What the kernel keeps even from the user's own programs on the host. */
    private static final Set<String> CLOSED_ON_THE_HOST =
            Set.of("process.host.group", "process.host.memory", "process.host.trace");

    /** What a permission opens whatever the kernel is, and the rows that are open with these or on some kernels. */
    private record Opens(Set<String> rows, String others) {
        private static Opens of(String rows) {
            return of(rows, "");
        }

        private static Opens of(String rows, String others) {
            return new Opens(rows.isEmpty() ? Set.of() : Set.of(rows.split(" ")), others);
        }
    }

    private static final String GPU =
            "device.card device.render device.kfd device.dxg device.mali device.nvidia" + " device.nvidiactl";
    private static final String OPTICAL = "device.optical device.optical-raw";

    private static final Map<String, Opens> PERMISSIONS = new TreeMap<>(Map.ofEntries(
            Map.entry("home", Opens.of("read.home write.home", "mount[.]others|process[.]root")),
            Map.entry(
                    "media",
                    Opens.of("read.media write.media read.run-media write.run-media read.mnt write.mnt"
                            + " folder./media folder./mnt")),
            Map.entry("audio", Opens.of("stream.pulse stream.pipewire device.sound device.dsp device.others")),
            Map.entry("wayland", Opens.of("stream.wayland told.wayland")),
            Map.entry("xorg", Opens.of("stream.x11 told.x11 holds.cookie host.name")),
            Map.entry("dbus_user", Opens.of("stream.session-bus told.session-bus")),
            Map.entry("dbus_system", Opens.of("stream.system-bus")),
            Map.entry("udev", Opens.of("read.udev")),
            Map.entry("usb", Opens.of("device.usb device.hid device.others")),
            Map.entry("input", Opens.of("device.input device.others")),
            Map.entry("gpu", Opens.of(GPU + " read.card folder./sys device.others")),
            Map.entry(
                    "network",
                    Opens.of(
                            "tcp.loopback udp.loopback holds.resolver host.name network.interface network.names",
                            "mount[.]others|(stream|datagram)[.]abstract")),
            Map.entry(
                    "dev",
                    Opens.of(
                            GPU + " " + OPTICAL + " device.input device.uinput device.sound device.dsp device.usb"
                                    + " device.hid device.disk-raw device.kvm device.fuse device.others read.shm"
                                    + " write.shm folder./dev/shm",
                            "folder[.]/dev/mqueue|mount[.]others")),
            Map.entry("shm", Opens.of("read.shm write.shm folder./dev/shm")),
            Map.entry("optical", Opens.of(OPTICAL + " device.others")),
            Map.entry("environment", Opens.of("told.secret told.wayland told.x11 told.session-bus")),
            Map.entry(
                    "debug",
                    Opens.of(
                            "call.x86_64.ptrace call.x86_64.personality call.x86_64.kcmp",
                            "call[.]x86_64[.](process_vm_readv|process_vm_writev|process_madvise|perf_event_open"
                                    + "|userfaultfd|move_pages|mbind|(get|set)_mempolicy|migrate_pages"
                                    + "|set_mempolicy_home_node)")),
            Map.entry(
                    "nested",
                    Opens.of(
                            "namespace.unshare.user namespace.clone3.user call.x86_64.unshare call.x86_64.mount",
                            "call[.]x86_64[.](clone[.].*|clone3|setns|umount2|pivot_root|chroot|open_tree"
                                    + "|open_tree_attr|move_mount|fsopen|fsconfig|fsmount|fspick|mount_setattr)")),
            Map.entry(
                    "multiarch",
                    Opens.of(
                            "call.i386.getppid call.x86_64.modify_ldt",
                            "call[.]i386[.](modify_ldt|socketcall|chroot)"))));

    private ProbedHost host;

    @BeforeEach
    void makeHost() throws IOException {
        Path probe = Probe.compile(workspace.folder());
        image.reading(Files.readAllBytes(probe)).output("fim-root", "sh", "-c", "cat > /probe; chmod 755 /probe");
        host = new ProbedHost(workspace, probe);
    }

    @AfterEach
    void removeHost() {
        if (host != null) {
            host.close();
        }
    }

    @Test
    void onTheHostAllOfItIsThere() {
        List<String> words = new ArrayList<>(List.of("--named"));
        words.addAll(host.named(account.userId()));
        Map<String, String> rows =
                Probe.rows(host.on(workspace.program(workspace.folder().resolve("probe")))
                        .run(words)
                        .success());
        Set<String> closed = new TreeSet<>(rows.keySet());
        closed.removeAll(Probe.open(rows).keySet());
        closed.removeAll(CLOSED_ON_THE_HOST);
        assertThat(closed).isEmpty();
    }

    @Test
    void nothingIsOpenWithoutPermissions() {
        SoftAssertions all = new SoftAssertions();
        for (String command : COMMANDS) {
            Map<String, String> rows = tried(command);
            assertThat(rows).hasSizeGreaterThan(500);
            all.assertThat(Probe.open(rows).keySet()).as(command).isEqualTo(always(command));
        }
        all.assertAll();
    }

    @Test
    @Needs(Need.SUBORDINATE_IDS)
    void theIdsOfARangeOpenNothing() {
        String command = "fim-root --subuid";
        Assumptions.assumingThat(
                account == Account.ORDINARY_USER,
                () -> assertThat(Probe.open(tried(command)).keySet()).isEqualTo(always(command)));
    }

    @Test
    void eachPermissionOpensItsOwnThings() {
        SoftAssertions all = new SoftAssertions();
        PERMISSIONS.forEach((permission, opens) -> {
            image.output("fim-perms", "set", permission);
            for (String command : COMMANDS) {
                Set<String> open = new TreeSet<>(Probe.open(tried(command)).keySet());
                open.removeAll(always(command));
                Set<String> expected = isNothing(permission, command) ? Set.of() : opens.rows();
                all.assertThat(open).as(permission + " in " + command).containsAll(expected);
                open.removeAll(expected);
                open.removeIf(row -> row.matches(opens.others()));
                all.assertThat(open)
                        .as(permission + " opens more in " + command)
                        .isEmpty();
            }
        });
        all.assertAll();
    }

    /** Root of a guest may change its own root folder, which leads nowhere. */
    private Set<String> always(String command) {
        return account == Account.ROOT || command.startsWith("fim-root") ? Set.of("call.x86_64.chroot") : Set.of();
    }

    /** A guest's root has a home of the image, and real root makes no nested sandboxes. */
    private boolean isNothing(String permission, String command) {
        return switch (permission) {
            case "home" -> account == Account.ROOT || command.equals("fim-root");
            case "nested" -> account == Account.ROOT;
            default -> false;
        };
    }

    private Map<String, String> tried(String command) {
        int user = command.startsWith("fim-root") ? 0 : account.userId();
        List<String> words = new ArrayList<>(List.of(command.split(" ")));
        words.add("/probe");
        words.addAll(host.named(user));
        words.addAll(host.cookies(user));
        words.addAll(Probe.calls());
        Result result = host.on(image).run(words);
        return Probe.rows(result.success());
    }
}

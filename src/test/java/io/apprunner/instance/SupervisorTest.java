// SPDX-License-Identifier: Apache-2.0
package io.apprunner.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apprunner.bwrap.seccomp.Filter;
import io.apprunner.filesystems.mount.LayerView;
import io.apprunner.image.Region;
import io.apprunner.instance.system.SystemPlan;
import io.apprunner.posix.Constants;
import io.apprunner.posix.Descriptor;
import io.apprunner.posix.FakePosix;
import io.apprunner.posix.MemoryFile;
import io.apprunner.posix.Posix;
import io.apprunner.posix.PosixException;
import io.apprunner.posix.SystemCall;
import io.apprunner.text.RawText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The supervisor with a kernel that mounts nothing and starts nobody. */
class SupervisorTest {
    private static final int STDERR = 2;

    @TempDir
    Path folder;

    private final FakePosix kernel = new FakePosix();
    private final Descriptor.Pipe front = kernel.pipe();
    private final MemoryFile image = MemoryFile.of(kernel, "image", "launcher|shell|".getBytes(StandardCharsets.UTF_8));
    private final MemoryFile bwrap = MemoryFile.empty(kernel, "bwrap");
    private PrivateMounts mounts = new PrivateMounts(Path.of("/"));
    private Path work = Path.of("/");

    @BeforeEach
    void prepare() throws IOException {
        mounts = new PrivateMounts(Files.createDirectory(folder.resolve("mnt")));
        Files.createDirectory(folder.resolve("root"));
        work = folder.resolve("work");
        // The standard error of the tests stays as it is.
        kernel.on(
                        SystemCall.FCNTL,
                        arguments -> arguments.getFirst() == Constants.STDERR
                                ? 0
                                : Posix.get()
                                        .call(SystemCall.FCNTL, arguments.get(0), arguments.get(1), arguments.get(2)))
                .on(SystemCall.DUP2, 0)
                .on(SystemCall.MOUNT, 0)
                .on(SystemCall.KEYCTL, 7)
                .on(SystemCall.LANDLOCK_CREATE_RULESET, -Constants.ENOSYS)
                .endingWith(0);
    }

    @AfterEach
    void close() {
        image.close();
        bwrap.close();
    }

    private int run() {
        SupervisorPlan plan = new SupervisorPlan(
                image.descriptor().number(),
                bwrap.descriptor().number(),
                front.reader().number(),
                MemoryFile.empty(kernel, "errors").descriptor().number(),
                MemoryFile.empty(kernel, "line").descriptor().number(),
                PassedDescriptors.NONE,
                mounts,
                folder.resolve("root"),
                work,
                LayerView.PLAIN,
                "",
                new SystemPlan("me:x:1:1:me:/h\udce9:/bin/sh", "own", List.of("LANG"), "[my] \\W > "),
                List.of("made\udcff\0"),
                List.of(new SupervisorPlan.GuestTool("bash", new Region(9, 5))),
                List.of(),
                List.of("--option"),
                new Filter(List.of(6L)),
                false,
                List.of("program"));
        return new Supervisor(kernel, plan).run(List.of("A=b"));
    }

    @Test
    void itTakesOverStandardErrorBeforeAnythingElse() {
        run();
        assertThat(kernel.calls().getFirst().call()).isEqualTo(SystemCall.FCNTL);
        assertThat(kernel.calls().get(1).call()).isEqualTo(SystemCall.DUP2);
    }

    @Test
    void itMountsProcForBubblewrapAndAFolderInMemoryForItself() {
        run();
        assertThat(kernel.calls().stream()
                        .filter(call -> call.call() == SystemCall.MOUNT)
                        .map(FakePosix.Call::path))
                .containsExactly("/proc", mounts.folder().toString());
    }

    @Test
    void theGuestFindsItsShellAndItsUserInThePrivateFolder() throws IOException {
        run();
        assertThat(mounts.tools().resolve("bash")).hasContent("shell");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(mounts.tools().resolve("bash"))))
                .isEqualTo("r-xr-xr-x");
        assertThat(mounts.system().resolve("etc/passwd"))
                .hasBinaryContent(RawText.encode("me:x:1:1:me:/h\udce9:/bin/sh\n"));
        assertThat(mounts.tools().resolve("bashrc")).hasContent("export PS1=\"[my] \\W > \"");
    }

    @Test
    void theGuestIsStartedWithItsEnvironmentAndTheStatusIsItsOwn() {
        kernel.whenStarted(SupervisorTest::reported).endingWith(3 << 8);
        assertThat(run()).isEqualTo(3);
        assertThat(kernel.started().getFirst().environment()).containsExactly("A=b");
        assertThat(kernel.started().getFirst().arguments()).endsWith("--", "program");
    }

    @Test
    void theThreadThatStartsTheGuestHasLeftTheHostsKeyring() {
        kernel.whenStarted(program -> assertThat(kernel.calls())
                .extracting(FakePosix.Call::call)
                .contains(SystemCall.KEYCTL, SystemCall.LANDLOCK_CREATE_RULESET));
        run();
        assertThat(kernel.started()).hasSize(1);
    }

    @Test
    void theWorkDirIsThereWhileTheGuestRunsAndGoneAfterwards() throws IOException {
        Files.createDirectories(work.resolve("left/by a killed run"));
        kernel.whenStarted(program -> assertThat(work).isEmptyDirectory());
        run();
        assertThat(work).doesNotExist();
    }

    @Test
    void theWorkDirIsGoneWhenTheSandboxFailsToo() {
        kernel.endingWith(1 << 8);
        assertThatThrownBy(this::run).hasMessageContaining("sandbox could not be set up");
        assertThat(work).doesNotExist();
    }

    @Test
    void aProcThatMayNotBeMountedIsAnErrorWithAHint() {
        kernel.on(SystemCall.MOUNT, -Constants.EPERM);
        assertThatThrownBy(this::run)
                .isInstanceOfSatisfying(
                        PosixException.class, e -> assertThat(e.hint()).contains("/proc"))
                .hasMessageContaining("mount /proc");
        assertThat(kernel.started()).isEmpty();
    }

    private static void reported(FakePosix.Started program) {
        new MemoryFile(Posix.get(), program.descriptor(STDERR)).seal();
    }
}

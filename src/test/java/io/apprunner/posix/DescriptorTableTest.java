// SPDX-License-Identifier: Apache-2.0
package io.apprunner.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apprunner.error.AppRunnerException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DescriptorTableTest {
    private static final int CLOSE_ON_EXEC = 1;

    @ParameterizedTest
    @ValueSource(ints = {-Constants.ENOSYS, -Constants.EINVAL, -Constants.EPERM})
    void onOlderKernelsEachDescriptorIsMarked(int answer) {
        Posix posix = Posix.get();
        Descriptor output = Descriptor.of(posix, 1);
        try (Descriptor low = output.duplicate(200).keepOnExec();
                Descriptor high = output.duplicate(low.number() + 1).keepOnExec()) {
            new FakePosix().on(SystemCall.CLOSE_RANGE, answer).closeAllOnExec(low.number() + 1);
            assertThat(flags(low)).isZero();
            assertThat(flags(high)).isEqualTo(CLOSE_ON_EXEC);
        }
    }

    @Test
    void descriptorsThatCannotBeMarkedAreAnError() {
        Posix marksNone =
                new FakePosix().on(SystemCall.CLOSE_RANGE, -Constants.ENOSYS).on(SystemCall.FCNTL, -Constants.EPERM);
        assertThatThrownBy(() -> marksNone.closeAllOnExec(3))
                .isInstanceOf(PosixException.class)
                .hasMessageContaining("from other programs");
    }

    @Test
    void descriptorsThatCannotBeListedAreAnError(@TempDir Path folder) {
        Posix old = new FakePosix().on(SystemCall.CLOSE_RANGE, -Constants.ENOSYS);
        DescriptorTable table = new DescriptorTable(old, folder.resolve("missing"));
        assertThatThrownBy(() -> table.closeOnExec(3))
                .isInstanceOf(AppRunnerException.class)
                .hasMessageContaining("cannot list");
    }

    @Test
    void standardDescriptorsThatAreClosedAreOpenedForGood() {
        FakePosix closed =
                new FakePosix().on(SystemCall.FCNTL, -Constants.EBADF).on(SystemCall.OPEN, 0L);
        closed.fillStandardDescriptors();
        assertThat(flagsOfOpen(closed)).containsExactly(2L, 2L, 2L);
    }

    @Test
    void standardDescriptorsThatAreOpenStay() {
        FakePosix open = new FakePosix().on(SystemCall.FCNTL, 0L);
        open.fillStandardDescriptors();
        assertThat(flagsOfOpen(open)).isEmpty();
    }

    @Test
    void anExecutableThatTheRuntimeHasOpenedIsNoStandardOutput() {
        // All files are the same one.
        FakePosix runtime = new FakePosix()
                .on(SystemCall.FCNTL, 0L)
                .on(SystemCall.NEWFSTATAT, 0L)
                .on(SystemCall.CLOSE, 0L)
                .on(SystemCall.OPEN, 0L);
        runtime.fillStandardDescriptors();
        assertThat(flagsOfOpen(runtime)).hasSize(2);
    }

    private static long flags(Descriptor descriptor) {
        return Posix.get().call(SystemCall.FCNTL, descriptor.number(), Constants.F_GETFD, 0);
    }

    private static Stream<Long> flagsOfOpen(FakePosix kernel) {
        return kernel.calls().stream()
                .filter(call -> call.call() == SystemCall.OPEN)
                .map(call -> call.arguments().get(1));
    }
}

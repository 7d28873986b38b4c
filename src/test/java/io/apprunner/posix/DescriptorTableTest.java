// SPDX-License-Identifier: Apache-2.0
package io.apprunner.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apprunner.error.AppRunnerException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        int low = posix.duplicate(1, 200);
        int high = posix.duplicate(1, 300);
        posix.closeOnExec(low, false);
        posix.closeOnExec(high, false);
        try {
            new Kernel(Map.of(SystemCall.CLOSE_RANGE, (long) answer)).closeAllOnExec(250);
            assertThat(flags(low)).isZero();
            assertThat(flags(high)).isEqualTo(CLOSE_ON_EXEC);
        } finally {
            posix.close(low);
            posix.close(high);
        }
    }

    @Test
    void descriptorsThatCannotBeMarkedAreAnError() {
        Posix marksNone = new Kernel(
                Map.of(SystemCall.CLOSE_RANGE, (long) -Constants.ENOSYS, SystemCall.FCNTL, (long) -Constants.EPERM));
        assertThatThrownBy(() -> marksNone.closeAllOnExec(3))
                .isInstanceOf(PosixException.class)
                .hasMessageContaining("from other programs");
    }

    @Test
    void descriptorsThatCannotBeListedAreAnError(@TempDir Path folder) {
        Posix old = new Kernel(Map.of(SystemCall.CLOSE_RANGE, (long) -Constants.ENOSYS));
        DescriptorTable table = new DescriptorTable(old, folder.resolve("missing"));
        assertThatThrownBy(() -> table.closeOnExec(3))
                .isInstanceOf(AppRunnerException.class)
                .hasMessageContaining("cannot list");
    }

    @Test
    void standardDescriptorsThatAreClosedAreOpenedForGood() {
        Kernel closed = new Kernel(Map.of(SystemCall.FCNTL, (long) -Constants.EBADF, SystemCall.OPEN, 0L));
        closed.fillStandardDescriptors();
        assertThat(closed.flagsOfOpen).containsExactly(2L, 2L, 2L);
    }

    @Test
    void standardDescriptorsThatAreOpenStay() {
        Kernel open = new Kernel(Map.of(SystemCall.FCNTL, 0L));
        open.fillStandardDescriptors();
        assertThat(open.flagsOfOpen).isEmpty();
    }

    @Test
    void anExecutableThatTheRuntimeHasOpenedIsNoStandardOutput() {
        // All files are the same one.
        Kernel runtime = new Kernel(
                Map.of(SystemCall.FCNTL, 0L, SystemCall.NEWFSTATAT, 0L, SystemCall.CLOSE, 0L, SystemCall.OPEN, 0L));
        runtime.fillStandardDescriptors();
        assertThat(runtime.flagsOfOpen).hasSize(2);
    }

    private static long flags(int descriptor) {
        return Posix.get().call(SystemCall.FCNTL, descriptor, Constants.F_GETFD, 0);
    }

    /** The kernel, but for the calls that have an answer of ours. */
    private static final class Kernel implements Posix {
        private final Map<SystemCall, Long> answers;
        private final List<Long> flagsOfOpen = new ArrayList<>();

        Kernel(Map<SystemCall, Long> answers) {
            this.answers = answers;
        }

        @Override
        public long call(SystemCall call, long a, long b, long c, long d, long e, long f) {
            if (call == SystemCall.OPEN) {
                flagsOfOpen.add(b);
            }
            Long answer = answers.get(call);
            return answer == null ? Posix.get().call(call, a, b, c, d, e, f) : answer;
        }

        @Override
        public int spawn(
                String path, List<String> arguments, List<String> environment, Map<Integer, Integer> descriptors) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int spawnGroup(
                String path,
                List<String> arguments,
                List<String> environment,
                Map<Integer, Integer> descriptors,
                Optional<String> folder) {
            throw new UnsupportedOperationException();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apprunner.posix.Constants;
import io.apprunner.posix.Posix;
import io.apprunner.posix.PosixException;
import io.apprunner.posix.SystemCall;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class UpperLockTest {
    private static final int ENOLCK = 37;

    @Test
    void aFolderThatCannotBeLockedIsAnErrorAndNotTakenForLocked() {
        assertThatThrownBy(() -> UpperLock.take(new Locks(-ENOLCK), Path.of("/data/root")))
                .isInstanceOfSatisfying(
                        PosixException.class, e -> assertThat(e.errno()).isEqualTo(ENOLCK))
                .hasMessageContaining("lock /data/root");
        assertThatThrownBy(() -> UpperLock.take(new Locks(-Constants.EAGAIN, -Constants.EIO), Path.of("/data/root")))
                .isInstanceOf(PosixException.class);
    }

    @Test
    void aLockThatIsTakenIsWaitedForAlsoWhenASignalComes() {
        Locks locks = new Locks(-Constants.EAGAIN, -Constants.EINTR, 0);
        UpperLock.take(locks, Path.of("/data/root"));
        assertThat(locks.results).isEmpty();
    }

    /** A kernel whose flock(2) gives these results one after the other. */
    private static final class Locks implements Posix {
        private final Queue<Integer> results;

        Locks(Integer... results) {
            this.results = new ArrayDeque<>(List.of(results));
        }

        @Override
        public long call(SystemCall call, long a, long b, long c, long d, long e, long f) {
            return switch (call) {
                case OPEN -> 7;
                case FLOCK -> results.remove();
                default -> -Constants.ENOSYS;
            };
        }

        @Override
        public int spawn(
                String path, List<String> arguments, List<String> environment, Map<Integer, Integer> descriptors) {
            return -Constants.ENOSYS;
        }

        @Override
        public int spawnGroup(
                String path,
                List<String> arguments,
                List<String> environment,
                Map<Integer, Integer> descriptors,
                Optional<String> folder) {
            return -Constants.ENOSYS;
        }
    }
}

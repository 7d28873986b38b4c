// SPDX-License-Identifier: Apache-2.0
package io.apprunner.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apprunner.posix.Constants;
import io.apprunner.posix.FakePosix;
import io.apprunner.posix.PosixException;
import io.apprunner.posix.SystemCall;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class UpperLockTest {
    private static final int ENOLCK = 37;

    @Test
    void aFolderThatCannotBeLockedIsAnErrorAndNotTakenForLocked() {
        assertThatThrownBy(() -> UpperLock.take(locks(-ENOLCK), Path.of("/data/root")))
                .isInstanceOfSatisfying(
                        PosixException.class, e -> assertThat(e.errno()).isEqualTo(ENOLCK))
                .hasMessageContaining("lock /data/root");
        assertThatThrownBy(() -> UpperLock.take(locks(-Constants.EAGAIN, -Constants.EIO), Path.of("/data/root")))
                .isInstanceOf(PosixException.class);
    }

    @Test
    void aLockThatIsTakenIsWaitedForAlsoWhenASignalComes() {
        FakePosix locks = locks(-Constants.EAGAIN, -Constants.EINTR, 0);
        UpperLock.take(locks, Path.of("/data/root"));
        assertThat(locks.calls())
                .filteredOn(call -> call.call() == SystemCall.FLOCK)
                .hasSize(3);
    }

    /** A kernel whose flock(2) gives these results one after the other. */
    private static FakePosix locks(long... results) {
        return new FakePosix().on(SystemCall.OPEN, 7).on(SystemCall.FLOCK, results);
    }
}

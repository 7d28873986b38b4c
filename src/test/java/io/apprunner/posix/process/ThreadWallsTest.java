// SPDX-License-Identifier: Apache-2.0
package io.apprunner.posix.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apprunner.posix.Constants;
import io.apprunner.posix.FakePosix;
import io.apprunner.posix.MemoryFile;
import io.apprunner.posix.PosixException;
import io.apprunner.posix.SystemCall;
import io.apprunner.posix.process.ThreadWalls.Scope;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ThreadWallsTest {
    private static final long EDQUOT = 122;

    private final FakePosix kernel = new FakePosix();
    private final ThreadWalls walls = new ThreadWalls(kernel);

    @Test
    void scopesAreEntered() {
        AtomicLong scopes = new AtomicLong();
        int ruleset = MemoryFile.empty(kernel, "ruleset").descriptor().number();
        kernel.on(SystemCall.LANDLOCK_CREATE_RULESET, arguments -> {
                    if (arguments.get(0) != 0) {
                        MemorySegment rules =
                                MemorySegment.ofAddress(arguments.get(0)).reinterpret(arguments.get(1));
                        scopes.set(rules.get(ValueLayout.JAVA_LONG, 16));
                    }
                    return arguments.get(0) == 0 ? 6 : ruleset;
                })
                .on(SystemCall.LANDLOCK_RESTRICT_SELF, 0);
        walls.enter(EnumSet.allOf(Scope.class));
        assertThat(scopes.get()).isEqualTo(3);
        assertThat(kernel.calls().getLast().call()).isEqualTo(SystemCall.LANDLOCK_RESTRICT_SELF);
        assertThat(kernel.calls().getLast().arguments().getFirst()).isEqualTo(ruleset);
    }

    @Test
    void olderKernelsHaveNone() {
        kernel.on(SystemCall.LANDLOCK_CREATE_RULESET, 5, -Constants.ENOSYS);
        walls.enter(EnumSet.allOf(Scope.class));
        walls.enter(EnumSet.allOf(Scope.class));
        assertThat(kernel.calls()).hasSize(2);
    }

    @Test
    void noScopeIsNoCall() {
        walls.enter(Set.of());
        assertThat(kernel.calls()).isEmpty();
    }

    @Test
    void aRefusalIsAnError() {
        kernel.on(SystemCall.LANDLOCK_CREATE_RULESET, 6, -Constants.EPERM);
        assertThatThrownBy(() -> walls.enter(EnumSet.of(Scope.SIGNALS)))
                .isInstanceOf(PosixException.class)
                .hasMessageStartingWith("cannot make a Landlock scope");
    }

    @Test
    void tooManyKeysAreAnError() {
        kernel.on(SystemCall.KEYCTL, 9, -Constants.ENOSYS, -Constants.EPERM, -EDQUOT);
        walls.leaveKeyring();
        walls.leaveKeyring();
        walls.leaveKeyring();
        assertThatThrownBy(walls::leaveKeyring).hasMessageStartingWith("cannot make a session keyring");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.posix.process;

import io.apprunner.posix.Constants;
import io.apprunner.posix.Descriptor;
import io.apprunner.posix.Posix;
import io.apprunner.posix.PosixException;
import io.apprunner.posix.SystemCall;
import io.apprunner.posix.memory.NativeMemory;
import java.util.Set;

/**
 * Walls around the calling thread and the processes that it starts from then on. Other threads of this process stay
 * outside. A process that was told to end with its parent ends with the thread that started it, so that thread has to
 * live as long.
 *
 * @param posix the system calls
 */
public record ThreadWalls(Posix posix) {
    /** The first version of the kernel's Landlock that has scopes; Linux 6.12. */
    private static final int WITH_SCOPES = 6;

    private static final int ASK_VERSION = 1;

    /** Bytes of struct landlock_ruleset_attr with its scopes, which stand at its end. */
    private static final int RULES_SIZE = 24;

    private static final int SCOPES = 16;
    private static final int JOIN_SESSION_KEYRING = 1;

    /** What is reached only within the walls. */
    public enum Scope {
        /** Sockets without a file. */
        ABSTRACT_SOCKETS(1),
        /** Processes that are sent signals. */
        SIGNALS(2);

        private final int bit;

        Scope(int bit) {
            this.bit = bit;
        }
    }

    /** Whether the kernel has scopes. */
    public boolean hasScopes() {
        return posix.call(SystemCall.LANDLOCK_CREATE_RULESET, 0, 0, ASK_VERSION) >= WITH_SCOPES;
    }

    /**
     * Keeps the thread in scopes, which cannot be left. Without effect where the kernel has none.
     *
     * @throws PosixException when the kernel has them and refuses, as to a process that could gain privileges
     */
    public void enter(Set<Scope> scopes) {
        if (scopes.isEmpty() || !hasScopes()) {
            return;
        }
        try (NativeMemory rules = NativeMemory.allocate(RULES_SIZE)) {
            rules.buffer()
                    .putLong(
                            SCOPES, scopes.stream().mapToInt(scope -> scope.bit).sum());
            long made = posix.call(SystemCall.LANDLOCK_CREATE_RULESET, rules.address(), RULES_SIZE, 0);
            PosixException.check(made, "make a Landlock scope");
            try (Descriptor ruleset = Descriptor.of(posix, (int) made)) {
                PosixException.check(
                        posix.call(SystemCall.LANDLOCK_RESTRICT_SELF, ruleset.number(), 0, 0),
                        "enter a Landlock scope");
            }
        }
    }

    /**
     * Gives the thread a new session keyring, in which no key is. Without effect where the kernel has no keys, or a
     * filter keeps them from this program and from all that it starts.
     *
     * @throws PosixException when that is impossible, as when the user has too many keys
     */
    public void leaveKeyring() {
        long result = posix.call(SystemCall.KEYCTL, JOIN_SESSION_KEYRING, 0, 0);
        if (result != -Constants.ENOSYS && result != -Constants.EPERM) {
            PosixException.check(
                    result,
                    "make a session keyring",
                    "the kernel limits the keys of a user: end other containers, or raise kernel.keys.maxkeys");
        }
    }
}

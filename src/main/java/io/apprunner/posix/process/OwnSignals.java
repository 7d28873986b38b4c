// SPDX-License-Identifier: Apache-2.0
package io.apprunner.posix.process;

import io.apprunner.posix.Constants;
import io.apprunner.posix.Posix;
import io.apprunner.posix.SystemCall;
import io.apprunner.posix.memory.NativeMemory;
import io.apprunner.posix.signal.SignalSet;

/**
 * The signals of this process.
 *
 * @param posix the system calls
 */
public record OwnSignals(Posix posix) {
    private static final int LAST = 31;

    /**
     * The signals that the front and the supervisor of an instance have blocked from their first instruction on, as all
     * threads inherit it: all but those that tell of a fault of the program itself, and those that cannot be blocked.
     */
    public static final SignalSet PASSED_ON = SignalSet.ALL.without(SignalSet.of(
            Constants.SIGILL,
            Constants.SIGTRAP,
            Constants.SIGABRT,
            Constants.SIGBUS,
            Constants.SIGFPE,
            Constants.SIGKILL,
            Constants.SIGSEGV,
            Constants.SIGSTOP,
            Constants.SIGXFSZ,
            Constants.SIGSYS));

    /**
     * Signals of which we cannot say whether whoever started us ignored them: we change SIGXFSZ ourselves, nobody can
     * wait for children with SIGCHLD ignored, and a shell's {@code $( )} ignores the other two without meaning it: who
     * reads from the terminal in the background would get an error instead of the terminal.
     */
    private static final SignalSet NEVER_IGNORED =
            SignalSet.of(Constants.SIGXFSZ, Constants.SIGCHLD, Constants.SIGTTIN, Constants.SIGTTOU);

    /** The signals that whoever started this process had it ignore, as nohup does; the program is to have them so. */
    public SignalSet ignored() {
        long bits = 0;
        try (NativeMemory action = NativeMemory.allocate(Constants.SIGACTION_SIZE)) {
            for (int signal = 1; signal <= LAST; signal++) {
                long result = posix.call(SystemCall.RT_SIGACTION, signal, 0, action.address(), Long.BYTES, 0, 0);
                if (result == 0 && action.buffer().getLong(0) == Constants.SIG_IGN) {
                    bits |= SignalSet.of(signal).bits();
                }
            }
        }
        return new SignalSet(bits).without(NEVER_IGNORED);
    }

    /**
     * Lets a blocked signal that waits for this process take effect, which may stop it for a while or end it; then it
     * is blocked again.
     */
    public void take(int signal) {
        mask(Constants.SIG_UNBLOCK, signal, 0);
        mask(Constants.SIG_BLOCK, signal, 0);
    }

    /** Does something while a signal is blocked in this thread. */
    void without(int signal, Runnable action) {
        try (NativeMemory before = NativeMemory.allocate(Long.BYTES)) {
            mask(Constants.SIG_BLOCK, signal, before.address());
            action.run();
            posix.call(SystemCall.RT_SIGPROCMASK, Constants.SIG_SETMASK, before.address(), 0, Long.BYTES, 0, 0);
        }
    }

    private void mask(int change, int signal, long before) {
        try (NativeMemory set = NativeMemory.allocate(Long.BYTES)) {
            set.buffer().putLong(0, SignalSet.of(signal).bits());
            posix.call(SystemCall.RT_SIGPROCMASK, change, set.address(), before, Long.BYTES, 0, 0);
        }
    }

    /** Forgets a blocked signal that waits for this process, if it does. */
    public void discard(int signal) {
        try (NativeMemory set = NativeMemory.allocate(Long.BYTES);
                NativeMemory noTime = NativeMemory.allocate(2 * Long.BYTES)) {
            set.buffer().putLong(0, SignalSet.of(signal).bits());
            posix.call(SystemCall.RT_SIGTIMEDWAIT, set.address(), 0, noTime.address(), Long.BYTES, 0, 0);
        }
    }
}

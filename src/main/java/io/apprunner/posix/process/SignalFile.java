// SPDX-License-Identifier: Apache-2.0
package io.apprunner.posix.process;

import io.apprunner.posix.Constants;
import io.apprunner.posix.Descriptor;
import io.apprunner.posix.Posix;
import io.apprunner.posix.PosixException;
import io.apprunner.posix.SystemCall;
import io.apprunner.posix.memory.NativeMemory;
import io.apprunner.posix.signal.SignalSet;
import java.util.Optional;

/**
 * Signals of this process as a file to read from (signalfd(2)). They must be blocked in all threads, or others than the
 * reader are interrupted by them.
 *
 * @param descriptor for poll(2)
 */
public record SignalFile(Descriptor descriptor) implements AutoCloseable {
    /** The kernel's struct signalfd_siginfo: the signal, an errno and where it comes from, 4 bytes each, and more. */
    private static final int SIZE = 128;

    private static final int CODE = 8;

    /**
     * A signal that has come.
     *
     * @param number which one
     * @param fromKernel whether the kernel sent it, as it does for a terminal to a whole process group, rather than a
     *     process to this one
     */
    public record Received(int number, boolean fromKernel) {}

    /**
     * Opens it.
     *
     * @param signals what is to be read from it
     */
    public static SignalFile open(Posix posix, SignalSet signals) {
        try (NativeMemory set = NativeMemory.allocate(Long.BYTES)) {
            set.buffer().putLong(0, signals.bits());
            int flags = Constants.O_CLOEXEC | Constants.O_NONBLOCK;
            long number = posix.call(SystemCall.SIGNALFD4, -1, set.address(), Long.BYTES, flags, 0, 0);
            return new SignalFile(Descriptor.of(posix, (int) PosixException.check(number, "wait for signals")));
        }
    }

    /** The next signal; nothing when none has come. */
    public Optional<Received> next() {
        try (NativeMemory info = NativeMemory.allocate(SIZE)) {
            return descriptor.read(info.address(), SIZE) == SIZE
                    ? Optional.of(
                            new Received(info.buffer().getInt(0), info.buffer().getInt(CODE) > 0))
                    : Optional.empty();
        }
    }

    @Override
    public void close() {
        descriptor.close();
    }
}

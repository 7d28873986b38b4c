// SPDX-License-Identifier: Apache-2.0
package io.apprunner.posix.process;

import io.apprunner.posix.Constants;
import io.apprunner.posix.Descriptor;
import io.apprunner.posix.Posix;
import io.apprunner.posix.PosixException;
import io.apprunner.posix.memory.NativeMemory;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The terminal of this process's session, whose keys send signals to one process group, the one in the foreground.
 *
 * @param posix the system calls
 * @param descriptor the terminal
 */
public record Terminal(Posix posix, Descriptor descriptor) {
    private static final int STANDARD = 3;

    /** The terminal of this session; nothing when it has none. */
    public static Optional<Terminal> ofSession(Posix posix) {
        try {
            return Optional.of(new Terminal(posix, posix.open("/dev/tty", Constants.O_RDWR | Constants.O_NOCTTY)));
        } catch (PosixException e) {
            // A root may lack the file although there is a terminal.
            return IntStream.range(0, STANDARD)
                    .mapToObj(number -> Descriptor.of(posix, number))
                    .map(descriptor -> new Terminal(posix, descriptor))
                    .filter(Terminal::isOfSession)
                    .findFirst();
        }
    }

    /** Whether one of this process's standard descriptors, 0 to 2, is the terminal of this session. */
    public static boolean isStandard(Posix posix, int number) {
        return new Terminal(posix, Descriptor.of(posix, number)).isOfSession();
    }

    private boolean isOfSession() {
        return foreground() >= 0;
    }

    /** The process group in the foreground, or the negated errno, as when the terminal has hung up. */
    public int foreground() {
        try (NativeMemory group = NativeMemory.allocate(Integer.BYTES)) {
            int result = descriptor.ioctl(Constants.TIOCGPGRP, group.address());
            return result < 0 ? result : group.buffer().getInt(0);
        }
    }

    /** Puts a process group into the foreground; does nothing where that is impossible, as after a hang-up. */
    public void give(int processGroup) {
        try (NativeMemory group = NativeMemory.allocate(Integer.BYTES)) {
            group.buffer().putInt(0, processGroup);
            // Whoever does this in the background is stopped, unless the signal is blocked.
            new OwnSignals(posix)
                    .without(Constants.SIGTTOU, () -> descriptor.ioctl(Constants.TIOCSPGRP, group.address()));
        }
    }
}

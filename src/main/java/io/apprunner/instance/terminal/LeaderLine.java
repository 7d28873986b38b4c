// SPDX-License-Identifier: Apache-2.0
package io.apprunner.instance.terminal;

import io.apprunner.posix.Descriptor;
import io.apprunner.posix.Posix;
import io.apprunner.posix.memory.NativeMemory;
import java.util.Optional;

/**
 * The socket between the front and the guest's leader; docs/format/messages.md has the messages. What is said before
 * the leader is there waits for it, what is said after its end is lost. No process id is told: the two have different
 * ones for the same process.
 *
 * @param ends one of them is the leader's
 */
public record LeaderLine(Descriptor.Ends ends) implements AutoCloseable {
    private static final int SIZE = 3;

    /** What the leader reports. */
    public sealed interface Report {
        /** The sandbox stands, and the program is about to start. */
        record Standing() implements Report {}

        /**
         * The program has stopped.
         *
         * @param signal by which signal
         */
        record Stopped(int signal) implements Report {}

        /** The leader has ended, or never was. */
        record Gone() implements Report {}
    }

    /** A new socket; {@code theirs} is to be inherited by the leader, and closed here then. */
    public static LeaderLine open(Posix posix) {
        return new LeaderLine(posix.socketPair());
    }

    /**
     * Has the program's process group go on; the first time, has the program start.
     *
     * @param inForeground whether it is given the terminal first
     */
    public void proceed(boolean inForeground) {
        say('C', inForeground ? 1 : 0, 0);
    }

    /**
     * Has a signal sent.
     *
     * @param toGroup whether to the program's process group or to the program alone
     */
    public void send(int signal, boolean toGroup) {
        say('S', signal, toGroup ? 0 : 1);
    }

    /** Has the program's process group stopped by one of the signals that stop. */
    public void stop(int signal) {
        say('T', signal, 0);
    }

    private void say(char kind, int first, int second) {
        try (NativeMemory message = NativeMemory.allocate(SIZE)) {
            message.buffer().put(0, (byte) kind).put(1, (byte) first).put(2, (byte) second);
            // It fails when there is no leader any more, who would have to be told.
            ends.ours().write(message.address(), SIZE);
        }
    }

    /** The next report; waits for it. Nothing when it is one that we do not know. */
    public Optional<Report> receive() {
        try (NativeMemory message = NativeMemory.allocate(SIZE)) {
            if (ends.ours().read(message.address(), SIZE) < SIZE) {
                return Optional.of(new Report.Gone());
            }
            int number = message.buffer().get(1);
            return switch (message.buffer().get(0)) {
                case 'R' -> Optional.of(new Report.Standing());
                case 'P' -> Optional.of(new Report.Stopped(number));
                default -> Optional.empty();
            };
        }
    }

    @Override
    public void close() {
        ends.close();
    }
}

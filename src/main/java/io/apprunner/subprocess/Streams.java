// SPDX-License-Identifier: Apache-2.0
package io.apprunner.subprocess;

import io.apprunner.error.Failure;
import io.apprunner.posix.Constants;
import io.apprunner.posix.Descriptor;
import io.apprunner.posix.Posix;
import io.apprunner.posix.PosixException;
import io.apprunner.posix.memory.NativeMemory;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads what a child writes, until it ends. One thread waits for both pipes and the process: nothing blocks when the
 * child leaves a process behind that holds its pipes.
 */
final class Streams {
    /** Why the reading ended. */
    enum End {
        ENDED,
        TOO_LATE,
        TOO_MUCH
    }

    /** Bytes of standard error that are kept. */
    private static final int TAIL = 4096;

    private static final int BUFFER_SIZE = 1 << 16;
    private static final int ENTRY_SIZE = 8;
    private static final int RETURNED = 6;
    private static final int OUTPUT = 0;
    private static final int ERRORS = 1;
    private static final int PROCESS = 2;
    private static final int COUNT = 3;

    private final Posix posix;
    private final int limit;
    private final List<Optional<Descriptor>> watched;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private byte[] tail = {};
    private final NativeMemory entries = NativeMemory.allocate(COUNT * ENTRY_SIZE);
    private final NativeMemory buffer = NativeMemory.allocate(BUFFER_SIZE);

    /**
     * @param output our end of the pipe of standard output
     * @param errors our end of the pipe of standard error
     * @param process the process
     * @param limit bytes of output that are allowed
     */
    Streams(Posix posix, Optional<Descriptor> output, Optional<Descriptor> errors, Descriptor process, int limit) {
        this.posix = posix;
        this.limit = limit;
        this.watched = new ArrayList<>(List.of(output, errors, Optional.of(process)));
        for (int entry = 0; entry < COUNT; entry++) {
            watch(entry, watched.get(entry));
        }
    }

    /** Reads until the process ends, writes too much, or the time is over. */
    End read(long deadline) {
        while (true) {
            long left = Math.max(0, deadline - System.nanoTime());
            if (!wait((int) Math.min(Integer.MAX_VALUE, left / 1_000_000 + 1))) {
                if (deadline - System.nanoTime() <= 0) {
                    return End.TOO_LATE;
                }
                continue;
            }
            boolean ended = isReady(PROCESS);
            // What stands in the pipes when the process has ended is the rest of what it wrote.
            boolean hasOutput = take(OUTPUT);
            boolean more = take(ERRORS) || hasOutput;
            if (output.size() > limit) {
                return End.TOO_MUCH;
            }
            if (ended && !more) {
                return End.ENDED;
            }
            if (deadline - System.nanoTime() <= 0) {
                return End.TOO_LATE;
            }
        }
    }

    /** What was written to standard output. */
    byte[] output() {
        return output.toByteArray();
    }

    /** The end of what was written to standard error, in one printable line. */
    String errors() {
        return new String(tail, StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(Failure::printable)
                .collect(Collectors.joining("; "));
    }

    /** poll(2) passes over a negative number. */
    private void watch(int entry, Optional<Descriptor> descriptor) {
        int at = entry * ENTRY_SIZE;
        int number = descriptor.map(Descriptor::number).orElse(-1);
        watched.set(entry, descriptor);
        entries.buffer().putInt(at, number).putShort(at + Integer.BYTES, (short) Constants.POLLIN);
    }

    private boolean wait(int milliseconds) {
        int ready = posix.poll(entries.address(), COUNT, milliseconds);
        return ready != -Constants.EINTR && PosixException.check(ready, "wait for a program") > 0;
    }

    private boolean isReady(int entry) {
        return entries.buffer().getShort(entry * ENTRY_SIZE + RETURNED) != 0;
    }

    /** Reads once from a pipe that has something; gives whether it had. A pipe at its end is not watched any more. */
    private boolean take(int entry) {
        Optional<Descriptor> pipe = watched.get(entry);
        if (pipe.isEmpty() || !isReady(entry)) {
            return false;
        }
        long count = pipe.get().read(buffer.address(), BUFFER_SIZE);
        if (count <= 0) {
            watch(entry, Optional.empty());
            return false;
        }
        byte[] bytes = new byte[(int) count];
        buffer.buffer().get(0, bytes);
        keep(entry, bytes);
        return true;
    }

    private void keep(int entry, byte[] bytes) {
        if (entry == OUTPUT) {
            output.writeBytes(bytes);
            return;
        }
        byte[] all = Arrays.copyOf(tail, tail.length + bytes.length);
        System.arraycopy(bytes, 0, all, tail.length, bytes.length);
        tail = Arrays.copyOfRange(all, Math.max(0, all.length - TAIL), all.length);
    }
}

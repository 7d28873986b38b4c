// SPDX-License-Identifier: Apache-2.0
package io.apprunner.subprocess;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.posix.Constants;
import io.apprunner.posix.Posix;
import io.apprunner.posix.PosixException;
import io.apprunner.posix.memory.NativeMemory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs programs of the host. A program leads a process group of its own, so the terminal's signals do not reach it, and
 * inherits no descriptors but those that it is meant to have: starting one marks all others of this process, from 3 on,
 * as closed on exec.
 */
public final class Subprocess {
    private static final String NULL = "/dev/null";
    private static final int STANDARD_DESCRIPTORS = 3;

    private final Posix posix;

    /** @param posix the system calls */
    public Subprocess(Posix posix) {
        this.posix = posix;
    }

    /**
     * Runs a program to its end. Processes that it leaves behind are not waited for.
     *
     * @return how it ended, with whatever status
     * @throws AppRunnerException with code {@code PROGRAM} when it cannot be started; with {@code LIMIT} when it ran for
     *     too long or wrote too much, and was killed with its process group. The hint has what it wrote to standard error.
     */
    public Outcome run(Invocation invocation) {
        try (Descriptors ours = new Descriptors(posix)) {
            Map<Integer, Integer> theirs = new HashMap<>();
            theirs.put(0, ours.add(input(invocation.input())));
            int output = pipe(ours, theirs, 1, invocation);
            int errors = pipe(ours, theirs, 2, invocation);
            theirs.putAll(invocation.descriptors());
            int child = spawn(invocation, theirs);
            ours.closeWriters();
            return watch(invocation, child, ours, output, errors);
        }
    }

    /**
     * Starts a program and leaves it to itself: nobody reads what it writes, waits for it or kills it.
     *
     * @throws AppRunnerException with code {@code PROGRAM} when it cannot be started
     */
    public void launch(Invocation invocation) {
        try (Descriptors ours = new Descriptors(posix)) {
            Map<Integer, Integer> theirs = new HashMap<>();
            theirs.put(0, ours.add(input(invocation.input())));
            int nowhere = ours.add((int) PosixException.check(posix.open(NULL, Constants.O_WRONLY), "open " + NULL));
            theirs.put(1, nowhere);
            theirs.put(2, nowhere);
            theirs.putAll(invocation.descriptors());
            spawn(invocation, theirs);
        }
    }

    private Outcome watch(Invocation invocation, int child, Descriptors ours, int output, int errors) {
        long deadline = System.nanoTime() + invocation.patience().toNanos();
        String name = invocation.program().name();
        Streams.End end = Streams.End.TOO_LATE;
        int status;
        int process = ours.add(posix.openProcess(child));
        try (Streams streams = new Streams(posix, output, errors, process, invocation.outputLimit())) {
            try {
                PosixException.check(process, "watch " + name);
                end = streams.read(deadline);
            } finally {
                if (end != Streams.End.ENDED) {
                    posix.kill(-child, Constants.SIGKILL);
                }
                status = posix.waitFor(child);
            }
            String words = streams.errors();
            return switch (end) {
                case ENDED -> new Outcome(name, status, streams.output(), words);
                case TOO_LATE ->
                    throw limit(
                            name + " did not end within "
                                    + invocation.patience().toSeconds() + " s",
                            words);
                case TOO_MUCH -> throw limit(name + " wrote more than " + invocation.outputLimit() + " bytes", words);
            };
        }
    }

    private static AppRunnerException limit(String message, String words) {
        return new AppRunnerException(ErrorCode.LIMIT, message, Outcome.said(words));
    }

    /** Our end of a new pipe to the program, or -1 when the caller has a descriptor in the pipe's place. */
    private int pipe(Descriptors ours, Map<Integer, Integer> theirs, int number, Invocation invocation) {
        if (invocation.descriptors().containsKey(number)) {
            return -1;
        }
        int[] ends = posix.pipe();
        theirs.put(number, ours.addWriter(ends[1]));
        return ours.add(ends[0]);
    }

    /** A file in memory, which cannot make anybody wait; nothing to read is the null device. */
    private int input(byte[] bytes) {
        if (bytes.length == 0) {
            return (int) PosixException.check(posix.open(NULL, Constants.O_RDONLY), "open " + NULL);
        }
        int file = (int) PosixException.check(posix.memoryFile("input"), "make a file in memory");
        try (NativeMemory memory = NativeMemory.allocate(bytes.length)) {
            memory.buffer().put(0, bytes);
            for (long done = 0; done < bytes.length; ) {
                done += PosixException.check(
                        posix.write(file, memory.address() + done, bytes.length - done), "write a file in memory");
            }
            return (int) PosixException.check(
                    posix.open("/proc/self/fd/" + file, Constants.O_RDONLY), "read a file in memory");
        } finally {
            posix.close(file);
        }
    }

    private int spawn(Invocation invocation, Map<Integer, Integer> theirs) {
        Program program = invocation.program();
        List<String> arguments = new ArrayList<>(List.of(program.name()));
        arguments.addAll(invocation.arguments());
        try (Descriptors copies = new Descriptors(posix)) {
            // Above all numbers that are given away, no copy can be overwritten before it is made the program's own.
            int least = Math.max(STANDARD_DESCRIPTORS, Collections.max(theirs.keySet()) + 1);
            Map<Integer, Integer> safe = new HashMap<>();
            theirs.forEach((number, ours) -> safe.put(number, copies.add((int) PosixException.check(
                    posix.duplicate(ours, least), "pass descriptor " + ours + " to " + program.name()))));
            posix.closeAllOnExec(STANDARD_DESCRIPTORS);
            int child = posix.spawnGroup(
                    program.file(),
                    arguments,
                    invocation.environment(),
                    safe,
                    invocation.folder().map(Path::toString));
            if (child < 0) {
                throw new AppRunnerException(
                        ErrorCode.PROGRAM, "cannot start " + program.name() + ": " + PosixException.text(-child), "");
            }
            return child;
        }
    }

    /** Descriptors of this process that are closed at the end. */
    private static final class Descriptors implements AutoCloseable {
        private final Posix posix;
        private final List<Integer> all = new ArrayList<>();
        private final List<Integer> writers = new ArrayList<>();

        Descriptors(Posix posix) {
            this.posix = posix;
        }

        int add(int descriptor) {
            all.add(descriptor);
            return descriptor;
        }

        /** One that must be closed for a reader to see the end. */
        int addWriter(int descriptor) {
            writers.add(descriptor);
            return descriptor;
        }

        void closeWriters() {
            writers.forEach(posix::close);
            writers.clear();
        }

        @Override
        public void close() {
            closeWriters();
            all.forEach(posix::close);
        }
    }
}

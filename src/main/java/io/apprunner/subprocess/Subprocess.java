// SPDX-License-Identifier: Apache-2.0
package io.apprunner.subprocess;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.posix.Constants;
import io.apprunner.posix.Descriptor;
import io.apprunner.posix.MemoryFile;
import io.apprunner.posix.Posix;
import io.apprunner.posix.PosixException;
import io.apprunner.posix.signal.Starting;
import io.apprunner.text.RawPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
     * @throws AppRunnerException with code {@code PROGRAM} when it cannot be started; with {@code LIMIT} when it ran
     *     for too long or wrote too much, and was killed with its process group. The hint has what it wrote to standard
     *     error.
     */
    public Outcome run(Invocation invocation) {
        try (Opened ours = new Opened()) {
            Map<Integer, Descriptor> theirs = new HashMap<>();
            theirs.put(0, ours.add(input(invocation.input())));
            Optional<Descriptor> output = pipe(ours, theirs, 1, invocation);
            Optional<Descriptor> errors = pipe(ours, theirs, 2, invocation);
            theirs.putAll(invocation.descriptors());
            int child = spawn(invocation, theirs);
            ours.closeWriters();
            return watch(invocation, child, output, errors);
        }
    }

    /**
     * Starts a program and leaves it to itself: nobody reads what it writes, waits for it or kills it.
     *
     * @throws AppRunnerException with code {@code PROGRAM} when it cannot be started
     */
    public void launch(Invocation invocation) {
        try (Descriptor input = input(invocation.input());
                Descriptor nowhere = posix.open(NULL, Constants.O_WRONLY)) {
            Map<Integer, Descriptor> theirs = new HashMap<>(Map.of(0, input, 1, nowhere, 2, nowhere));
            theirs.putAll(invocation.descriptors());
            spawn(invocation, theirs);
        }
    }

    private Outcome watch(Invocation invocation, int child, Optional<Descriptor> output, Optional<Descriptor> errors) {
        long deadline = System.nanoTime() + invocation.patience().toNanos();
        String name = invocation.program().name();
        Streams.End end = Streams.End.TOO_LATE;
        int status;
        Streams streams;
        try (Descriptor process = posix.openProcess(child, name)) {
            streams = new Streams(posix, output, errors, process, invocation.outputLimit());
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
                        name + " did not end within " + invocation.patience().toSeconds() + " s", words);
            case TOO_MUCH -> throw limit(name + " wrote more than " + invocation.outputLimit() + " bytes", words);
        };
    }

    private static AppRunnerException limit(String message, String words) {
        return new AppRunnerException(ErrorCode.LIMIT, message, Outcome.said(words));
    }

    /** Our end of a new pipe to the program; nothing when the caller has a descriptor in the pipe's place. */
    private Optional<Descriptor> pipe(Opened ours, Map<Integer, Descriptor> theirs, int number, Invocation invocation) {
        if (invocation.descriptors().containsKey(number)) {
            return Optional.empty();
        }
        Descriptor.Pipe ends = posix.pipe();
        theirs.put(number, ours.addWriter(ends.writer()));
        return Optional.of(ours.add(ends.reader()));
    }

    /** A file in memory, which cannot make anybody wait; nothing to read is the null device. */
    private Descriptor input(byte[] bytes) {
        if (bytes.length == 0) {
            return posix.open(NULL, Constants.O_RDONLY);
        }
        try (MemoryFile file = MemoryFile.of(posix, "input", bytes)) {
            return posix.open(file.descriptor().path(), Constants.O_RDONLY);
        }
    }

    private int spawn(Invocation invocation, Map<Integer, Descriptor> theirs) {
        Program program = invocation.program();
        List<String> arguments = new ArrayList<>(List.of(program.name()));
        arguments.addAll(invocation.arguments());
        posix.closeAllOnExec(STANDARD_DESCRIPTORS);
        int child = posix.spawn(
                program.file(),
                arguments,
                invocation.environment(),
                theirs,
                Starting.inGroup(invocation.folder().map(RawPath::text)));
        if (child < 0) {
            throw new AppRunnerException(
                    ErrorCode.PROGRAM,
                    "cannot start " + program.name() + ": " + PosixException.text(-child),
                    PosixException.startHint(-child));
        }
        return child;
    }

    /** Descriptors of this process that are closed at the end. */
    private static final class Opened implements AutoCloseable {
        private final List<Descriptor> all = new ArrayList<>();
        private final List<Descriptor> writers = new ArrayList<>();

        Descriptor add(Descriptor descriptor) {
            all.add(descriptor);
            return descriptor;
        }

        /** One that must be closed for a reader to see the end. */
        Descriptor addWriter(Descriptor descriptor) {
            writers.add(descriptor);
            return descriptor;
        }

        void closeWriters() {
            writers.forEach(Descriptor::close);
        }

        @Override
        public void close() {
            closeWriters();
            all.forEach(Descriptor::close);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.instance;

import io.apprunner.bwrap.host.SandboxFailure;
import io.apprunner.bwrap.host.SubordinateIds;
import io.apprunner.instance.terminal.Job;
import io.apprunner.instance.terminal.LeaderLine;
import io.apprunner.instance.terminal.Watch;
import io.apprunner.posix.Constants;
import io.apprunner.posix.Descriptor;
import io.apprunner.posix.Posix;
import io.apprunner.posix.PosixException;
import io.apprunner.posix.process.OwnSignals;
import io.apprunner.posix.process.SignalFile;
import io.apprunner.posix.process.Terminal;
import io.apprunner.posix.signal.Starting;
import io.apprunner.subprocess.Message;
import io.apprunner.subprocess.MessageReader;
import io.apprunner.subprocess.MessageWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The process that the user sees: it starts the outer sandbox, waits, and meanwhile stands for the guest's program
 * towards the user's shell ({@link Job}). The supervisor reads from a pipe that only this process can write to; its
 * end, however it comes, is what tells the supervisor to stop. bubblewrap's own way of following its parent has moments
 * in which a killed parent leaves a child behind.
 */
public final class Front {
    private final Posix posix;

    /** @param posix the system calls */
    public Front(Posix posix) {
        this.posix = posix;
    }

    /**
     * What to start.
     *
     * @param bwrap descriptor of the bubblewrap program, which the sandbox inherits
     * @param pipe number of the sandbox's descriptor that becomes the reading end of the pipe
     * @param errors number of the sandbox's descriptor that becomes the real standard error
     * @param leader number of the sandbox's descriptor that becomes the socket of the guest's leader
     * @param passed what the guest has of our open files
     * @param ids what is mapped into the sandbox's user namespace, while it waits
     * @param arguments bubblewrap's argument list, the program's name first
     */
    public record Order(
            int bwrap,
            int pipe,
            int errors,
            int leader,
            PassedDescriptors passed,
            SubordinateIds ids,
            List<String> arguments)
            implements Message {
        /** Makes the list unmodifiable. */
        public Order {
            arguments = List.copyOf(arguments);
        }

        @Override
        public void write(MessageWriter out) {
            out.number(bwrap);
            out.number(pipe);
            out.number(errors);
            out.number(leader);
            out.number(passed.count());
            out.texts(ids.users());
            out.texts(ids.groups());
            out.texts(arguments);
        }

        /** The order that {@link #write} has written. */
        public static Order read(MessageReader in) {
            return new Order(
                    in.small(),
                    in.small(),
                    in.small(),
                    in.small(),
                    new PassedDescriptors(in.small()),
                    new SubordinateIds(in.texts(), in.texts()),
                    in.texts());
        }
    }

    /**
     * Runs the outer sandbox.
     *
     * @param environment its environment, and the guest's
     * @return its exit status
     * @throws io.apprunner.error.AppRunnerException when there is no sandbox, with the reason
     */
    public int run(Order order, List<String> environment) {
        // The writing end is kept, and never closed: that this process ends closes it.
        Descriptor.Pipe alive = posix.pipe();
        Optional<IdMapping> mapping =
                order.ids().isEmpty() ? Optional.empty() : Optional.of(IdMapping.of(posix, order.ids()));
        try (BubblewrapWords words = BubblewrapWords.of(posix);
                LeaderLine line = LeaderLine.open(posix);
                SignalFile signals = SignalFile.open(posix, OwnSignals.PASSED_ON)) {
            Map<Integer, Descriptor> descriptors = new HashMap<>(Map.of(
                    order.pipe(),
                    alive.reader(),
                    order.errors(),
                    Descriptor.of(posix, Constants.STDERR),
                    order.leader(),
                    line.ends().theirs(),
                    Constants.STDERR,
                    words.file().descriptor()));
            mapping.ifPresent(known -> descriptors.putAll(known.descriptors(order.leader())));
            Job job = Job.begin(posix, Terminal.ofSession(posix), line);
            int child = start(order, environment, descriptors);
            alive.reader().close();
            line.ends().theirs().close();
            order.passed().close(posix);
            mapping.ifPresent(IdMapping::map);
            int status;
            try {
                status = new Watch(posix, job, line, signals).await(child);
            } finally {
                job.end();
            }
            if (!words.isSealed() && !words.wasKilled(status)) {
                throw SandboxFailure.here(posix).outer(words.text(), status);
            }
            return status;
        }
    }

    /**
     * Starts bubblewrap, away from the terminal's signals: they would end it, and with it the guest whose handlers run.
     */
    private int start(Order order, List<String> environment, Map<Integer, Descriptor> descriptors) {
        String program = Descriptor.of(posix, order.bwrap()).path();
        Starting how = new Starting(true, Optional.empty(), OwnSignals.PASSED_ON, new OwnSignals(posix).ignored());
        int child = posix.spawn(program, order.arguments(), environment, descriptors, how);
        return PosixException.started(child, "bubblewrap");
    }
}

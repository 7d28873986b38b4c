// SPDX-License-Identifier: Apache-2.0
package io.apprunner.instance;

import io.apprunner.bwrap.host.SandboxFailure;
import io.apprunner.bwrap.host.SubordinateIds;
import io.apprunner.posix.Constants;
import io.apprunner.posix.Descriptor;
import io.apprunner.posix.Posix;
import io.apprunner.posix.PosixException;
import io.apprunner.subprocess.Message;
import io.apprunner.subprocess.MessageReader;
import io.apprunner.subprocess.MessageWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The process that the user sees: it starts the outer sandbox and waits. The supervisor reads from a pipe that only
 * this process can write to; its end, however it comes, is what tells the supervisor to stop. bubblewrap's own way of
 * following its parent has moments in which a killed parent leaves a child behind.
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
     * @param passed what the guest has of our open files
     * @param ids what is mapped into the sandbox's user namespace, while it waits
     * @param arguments bubblewrap's argument list, the program's name first
     */
    public record Order(
            int bwrap, int pipe, int errors, PassedDescriptors passed, SubordinateIds ids, List<String> arguments)
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
        try (BubblewrapWords words = BubblewrapWords.of(posix)) {
            Map<Integer, Descriptor> descriptors = new HashMap<>(Map.of(
                    order.pipe(),
                    alive.reader(),
                    order.errors(),
                    Descriptor.of(posix, Constants.STDERR),
                    Constants.STDERR,
                    words.file().descriptor()));
            mapping.ifPresent(known -> descriptors.putAll(known.descriptors(order.errors())));
            String program = Descriptor.of(posix, order.bwrap()).path();
            int child = posix.spawn(program, order.arguments(), environment, descriptors);
            PosixException.started(child, "bubblewrap");
            alive.reader().close();
            order.passed().close(posix);
            mapping.ifPresent(IdMapping::map);
            int status = (int) PosixException.check(posix.waitFor(child), "wait for the guest");
            if (!words.isSealed() && !words.wasKilled(status)) {
                throw SandboxFailure.here(posix).outer(words.text(), status);
            }
            return status;
        }
    }
}

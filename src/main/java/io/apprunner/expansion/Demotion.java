// SPDX-License-Identifier: Apache-2.0
package io.apprunner.expansion;

import io.apprunner.posix.Descriptor;
import io.apprunner.posix.Posix;
import io.apprunner.posix.PosixException;
import io.apprunner.subprocess.Message;
import io.apprunner.subprocess.MessageReader;
import io.apprunner.subprocess.MessageWriter;
import java.util.List;

/**
 * Gives up root's identity for good, then becomes the bubblewrap of a {@link SealedSandbox}. The kernel limits how many
 * processes an ordinary user has, but not root, whatever namespaces it is in.
 */
public final class Demotion {
    /** The user and group that own nothing, by the kernel's default for ids that are unknown in a namespace. */
    private static final int NOBODY = 65534;

    private final Posix posix;

    /** Changes ids by this machine's system calls. */
    public Demotion(Posix posix) {
        this.posix = posix;
    }

    /**
     * What to become.
     *
     * @param program number of the program's descriptor
     * @param arguments its argument list, the program's name first
     */
    public record Order(int program, List<String> arguments) implements Message {
        /** Makes the list unmodifiable. */
        public Order {
            arguments = List.copyOf(arguments);
        }

        @Override
        public void write(MessageWriter out) {
            out.number(program);
            out.texts(arguments);
        }

        /** The order that {@link #write} has written. */
        public static Order read(MessageReader in) {
            return new Order(in.small(), in.texts());
        }
    }

    /** Becomes the program; returns only by an exception. */
    public int become(Order order, List<String> environment) {
        posix.stopBeingRoot(NOBODY);
        // This process has files of its own open.
        posix.closeAllOnExec(3);
        for (int file : new int[] {SealedSandbox.SHELL, SealedSandbox.APPLETS, SealedSandbox.CALLS}) {
            Descriptor.of(posix, file).keepOnExec();
        }
        String program = Descriptor.of(posix, order.program()).path();
        return (int) PosixException.check(
                posix.execute(program, order.arguments(), environment),
                "start " + order.arguments().getFirst());
    }
}

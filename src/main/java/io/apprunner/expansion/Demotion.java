// SPDX-License-Identifier: Apache-2.0
package io.apprunner.expansion;

import io.apprunner.posix.Descriptor;
import io.apprunner.posix.Posix;
import io.apprunner.posix.PosixException;
import io.apprunner.posix.SystemCall;
import java.util.List;

/**
 * Gives up root's identity for good, then becomes the bubblewrap of a {@link SealedSandbox}. The kernel limits how many processes an ordinary user
 * has, but not root, whatever namespaces it is in.
 */
public final class Demotion {
    /** The user and group that own nothing, by the kernel's default for ids that are unknown in a namespace. */
    private static final int NOBODY = 65534;

    private final Posix posix;

    public Demotion(Posix posix) {
        this.posix = posix;
    }

    /**
     * Becomes the program; returns only by an exception.
     *
     * @param program descriptor of the program; it is closed
     * @param arguments its argument list, the program's name first
     */
    public int become(int program, List<String> arguments, List<String> environment) {
        // Of this thread only, which is the one that lives on.
        PosixException.check(posix.call(SystemCall.SETGROUPS, 0, 0, 0), "leave root's groups");
        PosixException.check(posix.call(SystemCall.SETRESGID, NOBODY, NOBODY, NOBODY), "leave root's group");
        PosixException.check(posix.call(SystemCall.SETRESUID, NOBODY, NOBODY, NOBODY), "stop being root");
        // This process has files of its own open.
        posix.closeAllOnExec(3);
        posix.closeOnExec(SealedSandbox.SHELL, false);
        posix.closeOnExec(SealedSandbox.APPLETS, false);
        return (int) PosixException.check(
                posix.execute(Descriptor.path(program), arguments, environment), "start " + arguments.getFirst());
    }
}

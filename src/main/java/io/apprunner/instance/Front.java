// SPDX-License-Identifier: Apache-2.0
package io.apprunner.instance;

import io.apprunner.bwrap.SandboxFailure;
import io.apprunner.posix.Constants;
import io.apprunner.posix.Descriptor;
import io.apprunner.posix.Posix;
import io.apprunner.posix.PosixException;
import java.util.List;
import java.util.Map;

/**
 * The process that the user sees: it starts the outer sandbox and waits. The supervisor reads from a pipe that only this
 * process can write to; its end, however it comes, is what tells the supervisor to stop. bubblewrap's own way of following
 * its parent has moments in which a killed parent leaves a child behind.
 */
public final class Front {
    private final Posix posix;

    public Front(Posix posix) {
        this.posix = posix;
    }

    /** The number of the descriptor that becomes the real standard error, which the supervisor takes over. */
    static int errors(int pipe) {
        return pipe + 1;
    }

    /**
     * Runs the outer sandbox.
     *
     * @param bwrap descriptor of the bubblewrap program, which the sandbox inherits
     * @param pipe number of the descriptor that becomes the reading end of the pipe
     * @param arguments its argument list, the program's name first
     * @return its exit status
     * @throws io.apprunner.error.AppRunnerException when there is no sandbox, with the reason
     */
    public int run(int bwrap, int pipe, List<String> arguments, List<String> environment) {
        int reader = posix.pipe()[0];
        BubblewrapWords words = BubblewrapWords.of(posix);
        Map<Integer, Integer> descriptors =
                Map.of(pipe, reader, errors(pipe), Constants.STDERR, Constants.STDERR, words.descriptor());
        int child = posix.spawn(Descriptor.path(bwrap), arguments, environment, descriptors);
        PosixException.check(child, "start bubblewrap");
        posix.close(reader);
        int status = (int) PosixException.check(posix.waitFor(child), "wait for the guest");
        if (!words.isSealed() && !words.wasKilled(status)) {
            throw SandboxFailure.here(posix).outer(words.text(), status);
        }
        return status;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.boot;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.posix.Posix;
import io.apprunner.posix.PosixException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The guest's bubblewrap as a child process. Its exit status is the program's, but also its own when it cannot set up the
 * sandbox; what it writes about its child tells the two apart.
 */
final class Guest {
    /** bubblewrap reports this only for a program that was started. */
    private static final String STARTED = "\"exit-code\"";

    private final Posix posix;
    private final int process;
    private final int report;

    private Guest(Posix posix, int process, int report) {
        this.posix = posix;
        this.process = process;
        this.report = report;
    }

    /**
     * Starts the guest.
     *
     * @param bwrap the bubblewrap program
     * @param arguments its argument list, the program's name first
     */
    static Guest start(Posix posix, String bwrap, List<String> arguments, List<String> environment) {
        // Java opens files without close-on-exec.
        posix.closeAllOnExec(3);
        int report = (int) PosixException.check(posix.memoryFile("status"), "make a file in memory");
        List<String> all = new ArrayList<>(arguments);
        all.addAll(1, List.of("--json-status-fd", Integer.toString(report)));
        int process = posix.spawn(bwrap, all, environment, Map.of());
        PosixException.check(process, "start bubblewrap");
        return new Guest(posix, process, report);
    }

    /**
     * Waits for the program's end.
     *
     * @return its exit status
     * @throws AppRunnerException when the sandbox could not be set up; bubblewrap has printed why
     */
    int await() {
        int status = (int) PosixException.check(posix.waitFor(process), "wait for the guest");
        if (status != 0 && !wasStarted()) {
            throw new AppRunnerException(
                    ErrorCode.HOST,
                    "the sandbox could not be set up",
                    "bubblewrap's message above says why; user namespaces and overlayfs must be allowed");
        }
        return status;
    }

    private boolean wasStarted() {
        try {
            return Files.readString(Path.of(Supervisor.descriptorPath(report))).contains(STARTED);
        } catch (IOException e) {
            return true;
        }
    }
}

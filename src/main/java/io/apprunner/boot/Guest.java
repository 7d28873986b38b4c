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
 * sandbox. The shell that starts the program first writes to a descriptor, which tells the two apart.
 */
final class Guest {
    private final Posix posix;
    private final int process;
    private final int report;

    private Guest(Posix posix, int process, int report) {
        this.posix = posix;
        this.process = process;
        this.report = report;
    }

    /** The command that has the shell report itself on descriptor {@code report} and then run {@code command}. */
    static List<String> command(String shell, int report, List<String> command) {
        // The program is data for the shell, never part of its script.
        String script = "echo >&" + report + "; exec " + report + ">&-; \"$@\"";
        List<String> words = new ArrayList<>(List.of(shell, "-c", script, "bash"));
        words.addAll(command);
        return words;
    }

    /**
     * Starts the guest.
     *
     * @param bwrap descriptor of the bubblewrap program
     * @param report the descriptor on which the guest's shell reports itself
     * @param arguments bubblewrap's argument list, the program's name first
     */
    static Guest start(Posix posix, int bwrap, int report, List<String> arguments, List<String> environment) {
        // Java opens files without close-on-exec.
        posix.closeAllOnExec(3);
        int file = (int) PosixException.check(posix.memoryFile("report"), "make a file in memory");
        posix.closeOnExec(file, true);
        // The system call finds the program before it closes the descriptor.
        int process = posix.spawn(Supervisor.descriptorPath(bwrap), arguments, environment, Map.of(report, file));
        PosixException.check(process, "start bubblewrap");
        return new Guest(posix, process, file);
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
            return Files.readAllBytes(Path.of(Supervisor.descriptorPath(report))).length > 0;
        } catch (IOException e) {
            return true;
        }
    }
}

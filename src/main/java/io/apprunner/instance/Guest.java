// SPDX-License-Identifier: Apache-2.0
package io.apprunner.instance;

import io.apprunner.bwrap.SandboxFailure;
import io.apprunner.posix.Constants;
import io.apprunner.posix.Descriptor;
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
 * sandbox. The shell that starts the program first writes to a descriptor, which tells the two apart, and has its
 * standard error from another one, because bubblewrap's is a file that only we read.
 */
final class Guest {
    /** Descriptors of the guest's shell, whose syntax wants one digit. */
    private static final int REPORT = 9;

    private static final int ERRORS = 8;

    /** The program is data for the shell, never part of its script. */
    private static final String SCRIPT =
            "exec 2>&" + ERRORS + " " + ERRORS + ">&-; echo >&" + REPORT + "; exec " + REPORT + ">&-; \"$@\"";

    private final Posix posix;
    private final int process;
    private final int report;
    private final BubblewrapWords words;

    private Guest(Posix posix, int process, int report, BubblewrapWords words) {
        this.posix = posix;
        this.process = process;
        this.report = report;
        this.words = words;
    }

    /** The command that has the shell report itself and then run {@code command}. */
    static List<String> command(String shell, List<String> command) {
        List<String> words = new ArrayList<>(List.of(shell, "-c", SCRIPT, "bash"));
        words.addAll(command);
        return words;
    }

    /**
     * Starts the guest.
     *
     * @param bwrap descriptor of the bubblewrap program
     * @param arguments bubblewrap's argument list, the program's name first
     */
    static Guest start(Posix posix, int bwrap, List<String> arguments, List<String> environment) {
        // Java opens files without close-on-exec.
        posix.closeAllOnExec(3);
        int file = (int) PosixException.check(posix.memoryFile("report"), "make a file in memory");
        posix.closeOnExec(file, true);
        BubblewrapWords words = BubblewrapWords.of(posix);
        Map<Integer, Integer> descriptors =
                Map.of(REPORT, file, ERRORS, Constants.STDERR, Constants.STDERR, words.descriptor());
        // The system call finds the program before it closes the descriptor, which must not be one of those above.
        int program = (int) PosixException.check(posix.duplicate(bwrap, REPORT + 1), "keep bubblewrap open");
        int process = posix.spawn(Descriptor.path(program), arguments, environment, descriptors);
        PosixException.check(process, "start bubblewrap");
        posix.close(program);
        return new Guest(posix, process, file, words);
    }

    /**
     * Waits for the program's end.
     *
     * @return its exit status
     * @throws io.apprunner.error.AppRunnerException when the sandbox could not be set up, with bubblewrap's reason
     */
    int await() {
        int status = (int) PosixException.check(posix.waitFor(process), "wait for the guest");
        if (status != 0 && !wasStarted()) {
            throw SandboxFailure.here(posix).guest(words.text(), status);
        }
        return status;
    }

    private boolean wasStarted() {
        try {
            return Files.readAllBytes(Path.of(Descriptor.path(report))).length > 0;
        } catch (IOException e) {
            return true;
        }
    }
}

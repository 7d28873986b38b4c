// SPDX-License-Identifier: Apache-2.0
package io.apprunner.instance;

import io.apprunner.bwrap.host.SandboxFailure;
import io.apprunner.bwrap.seccomp.Filter;
import io.apprunner.posix.Constants;
import io.apprunner.posix.Descriptor;
import io.apprunner.posix.MemoryFile;
import io.apprunner.posix.Posix;
import io.apprunner.posix.PosixException;
import io.apprunner.text.RawText;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The guest's bubblewrap as a child process. Its exit status is the program's, but also its own when it cannot set up
 * the sandbox. The shell that starts the program first writes to a descriptor, which tells the two apart, and has its
 * standard error from another one, because bubblewrap's is a file that only we read.
 */
final class Guest {
    /** Descriptors of the guest's shell, whose syntax wants one digit. */
    private static final int REPORT = 9;

    private static final int ERRORS = 8;

    /** Descriptors of bubblewrap alone. */
    private static final int OPTIONS = 10;

    private static final int FILTER = 11;

    /** The program is data for the shell, never part of its script. */
    private static final String SCRIPT =
            "exec 2>&" + ERRORS + " " + ERRORS + ">&-; echo >&" + REPORT + "; exec " + REPORT + ">&-; \"$@\"";

    private final Posix posix;
    private final int process;
    private final MemoryFile report;
    private final BubblewrapWords words;

    private Guest(Posix posix, int process, MemoryFile report, BubblewrapWords words) {
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
     * @param bwrap the bubblewrap program
     * @param options its options; they travel by a file, because everybody can read argument lists
     * @param filter the system calls that it is refused
     * @param command what it runs
     */
    static Guest start(
            Posix posix,
            Descriptor bwrap,
            List<String> options,
            Filter filter,
            List<String> command,
            List<String> environment) {
        // Java opens files without close-on-exec.
        posix.closeAllOnExec(3);
        MemoryFile report = MemoryFile.empty(posix, "report");
        BubblewrapWords words = BubblewrapWords.of(posix);
        // The system call finds the program after it has given away the numbers below.
        try (MemoryFile given = MemoryFile.of(posix, "options", terminated(options));
                MemoryFile calls = MemoryFile.of(posix, "filter", filter.bytes());
                Descriptor program = bwrap.duplicate(FILTER + 1)) {
            Map<Integer, Descriptor> descriptors = Map.of(
                    REPORT,
                    report.descriptor(),
                    ERRORS,
                    Descriptor.of(posix, Constants.STDERR),
                    OPTIONS,
                    given.descriptor(),
                    FILTER,
                    calls.descriptor(),
                    Constants.STDERR,
                    words.file().descriptor());
            List<String> arguments =
                    new ArrayList<>(List.of("bwrap", "--seccomp", "" + FILTER, "--args", "" + OPTIONS, "--"));
            arguments.addAll(command);
            int process = posix.spawn(program.path(), arguments, environment, descriptors);
            PosixException.check(process, "start bubblewrap");
            return new Guest(posix, process, report, words);
        }
    }

    /** Each with a NUL behind it, as bubblewrap reads them. */
    private static byte[] terminated(List<String> options) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String option : options) {
            bytes.writeBytes(RawText.encode(option));
            bytes.write(0);
        }
        return bytes.toByteArray();
    }

    /**
     * Waits for the program's end.
     *
     * @return its exit status
     * @throws io.apprunner.error.AppRunnerException when the sandbox could not be set up, with bubblewrap's reason
     */
    int await() {
        int status = (int) PosixException.check(posix.waitFor(process), "wait for the guest");
        if (status != 0 && report.content().length == 0) {
            throw SandboxFailure.here(posix).guest(words.text(), status);
        }
        return status;
    }
}

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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The guest's bubblewrap as a child process. Its exit status is the program's, but also its own when it cannot set up
 * the sandbox. The shell that starts the program first writes to a descriptor, which tells the two apart, and has its
 * standard error from another one, because bubblewrap's is a file that only we read.
 */
final class Guest {
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

    /**
     * Numbers of the descriptors that are not the program's.
     *
     * @param errors of the guest's shell, and then its standard error
     * @param report of the guest's shell
     * @param options of bubblewrap alone
     * @param filter of bubblewrap alone
     */
    private record Numbers(int errors, int report, int options, int filter) {
        /** Those behind the ones that the program has. */
        static Numbers behind(PassedDescriptors passed) {
            return new Numbers(passed.end(), passed.end() + 1, passed.end() + 2, passed.end() + 3);
        }
    }

    /**
     * The command that has the shell report itself and then run {@code command}.
     *
     * @param passed as for {@link #start}
     */
    static List<String> command(String shell, PassedDescriptors passed, List<String> command) {
        Numbers numbers = Numbers.behind(passed);
        // The program is data for the shell, never part of its script.
        int errors = numbers.errors();
        int report = numbers.report();
        String script =
                "exec 2>&" + errors + " " + errors + ">&-; echo >&" + report + "; exec " + report + ">&-; \"$@\"";
        // It obeys no variable that is meant for the program: -p.
        List<String> words = new ArrayList<>(List.of(shell, "-p", "-c", script, "bash"));
        words.addAll(command);
        return words;
    }

    /**
     * Starts the guest.
     *
     * @param bwrap the bubblewrap program
     * @param options its options; they travel by a file, because everybody can read argument lists
     * @param filter the system calls that it is refused
     * @param passed what the program has of our open files; those of this process are closed
     * @param command what it runs
     */
    static Guest start(
            Posix posix,
            Descriptor bwrap,
            List<String> options,
            Filter filter,
            PassedDescriptors passed,
            List<String> command,
            List<String> environment) {
        // Java opens files without close-on-exec.
        posix.closeAllOnExec(PassedDescriptors.FIRST);
        passed.keepOnExec(posix);
        Numbers numbers = Numbers.behind(passed);
        MemoryFile report = MemoryFile.empty(posix, "report");
        BubblewrapWords words = BubblewrapWords.of(posix);
        // The system call finds the program after it has given away the numbers below.
        try (MemoryFile given = MemoryFile.of(posix, "options", terminated(options));
                MemoryFile calls = MemoryFile.of(posix, "filter", filter.bytes());
                Descriptor program = bwrap.duplicate(numbers.filter() + 1)) {
            Map<Integer, Descriptor> descriptors = Map.of(
                    numbers.report(),
                    report.descriptor(),
                    numbers.errors(),
                    Descriptor.of(posix, Constants.STDERR),
                    numbers.options(),
                    given.descriptor(),
                    numbers.filter(),
                    calls.descriptor(),
                    Constants.STDERR,
                    words.file().descriptor());
            List<String> arguments = new ArrayList<>(
                    List.of("bwrap", "--seccomp", "" + numbers.filter(), "--args", "" + numbers.options(), "--"));
            arguments.addAll(command);
            int process = posix.spawn(program.path(), arguments, environment, descriptors);
            PosixException.started(process, "bubblewrap");
            passed.close(posix);
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
     * @param upper the upper dir of the guest's overlay
     * @return its exit status
     * @throws io.apprunner.error.AppRunnerException when the sandbox could not be set up, with bubblewrap's reason
     */
    int await(Path upper) {
        int status = (int) PosixException.check(posix.waitFor(process), "wait for the guest");
        if (status != 0 && report.content().length == 0) {
            throw SandboxFailure.here(posix).guest(words.text(), status, upper);
        }
        return status;
    }
}

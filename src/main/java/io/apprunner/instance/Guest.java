// SPDX-License-Identifier: Apache-2.0
package io.apprunner.instance;

import io.apprunner.bwrap.host.SandboxFailure;
import io.apprunner.posix.Constants;
import io.apprunner.posix.Descriptor;
import io.apprunner.posix.MemoryFile;
import io.apprunner.posix.Posix;
import io.apprunner.posix.PosixException;
import io.apprunner.posix.process.OwnSignals;
import io.apprunner.posix.signal.Starting;
import io.apprunner.text.RawText;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The guest's bubblewrap as a child process. Its exit status is the program's, but also its own when it cannot set up
 * the sandbox. The leader, which is what it starts, seals bubblewrap's standard error, a file that only we read, which
 * tells the two apart; the program has its standard error from another descriptor.
 */
final class Guest {
    private final Posix posix;
    private final int process;
    private final BubblewrapWords words;

    private Guest(Posix posix, int process, BubblewrapWords words) {
        this.posix = posix;
        this.process = process;
        this.words = words;
    }

    /**
     * Numbers of the descriptors that are not the program's.
     *
     * @param errors of the leader, and then the program's standard error
     * @param line of the leader, to the front
     * @param options of bubblewrap alone
     * @param filter of bubblewrap alone
     */
    private record Numbers(int errors, int line, int options, int filter) {
        /** Those behind the ones that the program has. */
        static Numbers behind(PassedDescriptors passed) {
            return new Numbers(passed.end(), passed.end() + 1, passed.end() + 2, passed.end() + 3);
        }
    }

    /**
     * The command that has the leader run {@code command}.
     *
     * @param leader its path in the guest
     * @param shell path of the bundled bash in the guest, for what only a shell can run
     * @param passed as in the plan
     */
    static List<String> command(String leader, String shell, PassedDescriptors passed, List<String> command) {
        Numbers numbers = Numbers.behind(passed);
        List<String> words = new ArrayList<>(List.of(leader, "" + numbers.line(), "" + numbers.errors(), shell));
        words.addAll(command);
        return words;
    }

    /**
     * Starts the guest. Its options travel by a file, because everybody can read argument lists. What the program or
     * the leader alone has of our open files is closed here.
     *
     * @param plan what to start
     * @param options bubblewrap's options
     */
    static Guest start(Posix posix, SupervisorPlan plan, List<String> options, List<String> environment) {
        // Java opens files without close-on-exec.
        posix.closeAllOnExec(PassedDescriptors.FIRST);
        plan.passed().keepOnExec(posix);
        Numbers numbers = Numbers.behind(plan.passed());
        BubblewrapWords words = BubblewrapWords.of(posix);
        // The system call finds the program after it has given away the numbers below.
        try (MemoryFile given = MemoryFile.of(posix, "options", terminated(options));
                MemoryFile calls = MemoryFile.of(posix, "filter", plan.filter().bytes());
                Descriptor line = Descriptor.of(posix, plan.leader());
                Descriptor program = Descriptor.of(posix, plan.bwrap()).duplicate(numbers.filter() + 1)) {
            Map<Integer, Descriptor> descriptors = Map.of(
                    numbers.errors(),
                    Descriptor.of(posix, Constants.STDERR),
                    numbers.line(),
                    line,
                    numbers.options(),
                    given.descriptor(),
                    numbers.filter(),
                    calls.descriptor(),
                    Constants.STDERR,
                    words.file().descriptor());
            List<String> arguments = new ArrayList<>(
                    List.of("bwrap", "--seccomp", "" + numbers.filter(), "--args", "" + numbers.options(), "--"));
            arguments.addAll(plan.command());
            // The leader sets the program's mask.
            Starting how = new Starting(false, Optional.empty(), OwnSignals.PASSED_ON, new OwnSignals(posix).ignored());
            int process = posix.spawn(program.path(), arguments, environment, descriptors, how);
            PosixException.started(process, "bubblewrap");
            plan.passed().close(posix);
            return new Guest(posix, process, words);
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
        if (status != 0 && !words.isSealed()) {
            throw SandboxFailure.here(posix).guest(words.text(), status, upper);
        }
        return status;
    }
}

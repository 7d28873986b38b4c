// SPDX-License-Identifier: Apache-2.0
package io.apprunner.instance.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.instance.terminal.LeaderLine.Report;
import io.apprunner.posix.Constants;
import io.apprunner.posix.Descriptor;
import io.apprunner.posix.FakePosix;
import io.apprunner.posix.SystemCall;
import io.apprunner.posix.process.SignalFile.Received;
import io.apprunner.posix.process.Terminal;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The front's decisions, with a made-up terminal and a leader that only listens. */
class JobTest {
    private static final int OURS = 10;
    private static final int GUEST = 20;
    private static final int SHELL = 30;
    private static final int ME = 11;

    /** The descriptor of the terminal; the standard ones answer for themselves. */
    private static final int TTY = 99;

    private final FakePosix kernel = new FakePosix();
    private final LeaderLine line = LeaderLine.open(kernel);
    private final List<String> done = new ArrayList<>();
    private int foreground = OURS;
    private boolean isRedirected;

    /** Who has the terminal after the front has stopped and goes on. */
    private int foregroundAfterStop = OURS;

    @BeforeEach
    void makeUp() {
        kernel.on(SystemCall.GETPGRP, OURS)
                .on(SystemCall.GETPID, ME)
                .on(SystemCall.RT_SIGTIMEDWAIT, -Constants.EAGAIN)
                .on(SystemCall.RT_SIGPROCMASK, 0)
                .on(SystemCall.RT_SIGACTION, 0)
                .on(SystemCall.KILL, arguments -> {
                    long signal = arguments.get(1);
                    if (signal != 0) {
                        done.add("kill " + arguments.getFirst() + " " + signal);
                        foreground = foregroundAfterStop;
                    }
                    return arguments.getFirst() == -GUEST ? -Constants.ESRCH : 0;
                })
                .on(SystemCall.IOCTL, this::terminal);
    }

    private long terminal(List<Long> arguments) {
        MemorySegment group = MemorySegment.ofAddress(arguments.get(2)).reinterpret(Integer.BYTES);
        if (arguments.getFirst() == 1 && isRedirected) {
            return -25;
        }
        if (arguments.get(1) == Constants.TIOCSPGRP) {
            done.add("terminal to " + group.get(ValueLayout.JAVA_INT, 0));
        } else {
            group.set(ValueLayout.JAVA_INT, 0, foreground);
        }
        return 0;
    }

    @AfterEach
    void close() {
        line.close();
    }

    private Job job() {
        return Job.begin(kernel, Optional.of(new Terminal(kernel, Descriptor.of(kernel, TTY))), line);
    }

    /** The next message to the leader, as its letter and its numbers. */
    private String told() {
        byte[] message = line.ends().theirs().readUpTo(3, "listen");
        return new String(message, 0, 1, StandardCharsets.US_ASCII) + " " + message[1] + " " + message[2];
    }

    private static Received byProcess(int signal) {
        return new Received(signal, false);
    }

    @Test
    void aProgramThatIsStartedInTheForegroundHasTheTerminal() {
        job();
        assertThat(told()).isEqualTo("C 1 0");
    }

    @Test
    void inAPipelineOrInTheBackgroundItHasToAsk() {
        isRedirected = true;
        job();
        isRedirected = false;
        foreground = SHELL;
        job();
        assertThat(told()).isEqualTo("C 0 0");
        assertThat(told()).isEqualTo("C 0 0");
    }

    @Test
    void whoAsksForTheTerminalWhileItIsOursGetsIt() {
        isRedirected = true;
        Job job = job();
        told();
        job.take(new Report.Stopped(Constants.SIGTTIN));
        assertThat(told()).isEqualTo("C 1 0");
        assertThat(done).isEmpty();
    }

    @Test
    void whoAsksForTheTerminalInTheBackgroundStopsTheWholeJob() {
        foreground = SHELL;
        Job job = job();
        told();
        job.take(new Report.Stopped(Constants.SIGTTIN));
        assertThat(done).containsExactly("kill 0 " + Constants.SIGTTIN);
        assertThat(told()).as("after fg").isEqualTo("C 1 0");
    }

    @Test
    void aSignalOfTheTerminalIsForTheGroupAndThatOfAProcessForTheProgram() {
        Job job = job();
        told();
        job.take(new Report.Standing());
        job.take(new Received(Constants.SIGINT, true));
        job.take(byProcess(Constants.SIGTERM));
        assertThat(told()).isEqualTo("S 2 0");
        assertThat(told()).isEqualTo("S 15 1");
    }

    @Test
    void untilThereIsAProgramASignalToEndIsForUs() {
        Job job = job();
        job.take(byProcess(Constants.SIGTERM));
        assertThat(done).containsExactly("kill " + ME + " " + Constants.SIGTERM);
    }

    @Test
    void aProgramThatStopsWithTheTerminalStopsTheWholeJobAndGetsItBack() {
        Job job = job();
        told();
        foreground = GUEST;
        job.take(new Report.Stopped(Constants.SIGSTOP));
        assertThat(done).containsExactly("kill 0 " + Constants.SIGTSTP);
        assertThat(told()).isEqualTo("C 1 0");
    }

    @Test
    void aProgramThatGoesOnInTheBackgroundDoesNotGetIt() {
        Job job = job();
        told();
        foreground = GUEST;
        foregroundAfterStop = SHELL;
        job.take(new Report.Stopped(Constants.SIGTSTP));
        assertThat(told()).isEqualTo("C 0 0");
    }

    @Test
    void aProgramWithoutTheTerminalStopsNobodyElse() {
        isRedirected = true;
        Job job = job();
        told();
        job.take(new Report.Stopped(Constants.SIGSTOP));
        assertThat(done).containsExactly("kill " + ME + " " + Constants.SIGTSTP);
        assertThat(told()).isEqualTo("C 0 0");
    }

    @Test
    void aStopThatWasAskedForWinsOverAProgramThatWantsTheTerminal() {
        isRedirected = true;
        Job job = job();
        told();
        job.take(new Received(Constants.SIGTSTP, true));
        assertThat(told()).isEqualTo("T 20 0");
        job.take(new Report.Stopped(Constants.SIGTTIN));
        assertThat(done).containsExactly("kill 0 " + Constants.SIGTSTP);
    }

    @Test
    void atTheEndTheCallerHasTheTerminalAgain() {
        Job job = job();
        foreground = GUEST;
        job.end();
        assertThat(done).containsExactly("terminal to " + OURS);
    }

    @Test
    void aTerminalThatSomebodyElseHasByThenStaysTheirs() {
        foreground = SHELL;
        Job job = job();
        job.end();
        assertThat(done).isEmpty();
    }

    @Test
    void withoutATerminalSignalsAndStopsAreFollowedAllTheSame() {
        Job job = Job.begin(kernel, Optional.empty(), line);
        assertThat(told()).isEqualTo("C 0 0");
        job.take(new Report.Standing());
        job.take(byProcess(Constants.SIGHUP));
        assertThat(told()).isEqualTo("S 1 1");
        job.take(byProcess(Constants.SIGCONT));
        assertThat(told()).isEqualTo("C 0 0");
        job.end();
    }
}

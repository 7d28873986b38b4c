// SPDX-License-Identifier: Apache-2.0
package io.apprunner.instance.terminal;

import io.apprunner.posix.Constants;
import io.apprunner.posix.Posix;
import io.apprunner.posix.process.OwnSignals;
import io.apprunner.posix.process.SignalFile;
import io.apprunner.posix.process.Terminal;
import io.apprunner.posix.signal.SignalSet;
import java.time.Duration;
import java.util.Optional;

/**
 * The guest's program as the user's shell sees it: the shell knows the front only, and the program is in a process
 * group of its own, inside. So the front passes on what is meant for the program, stops when the program has stopped,
 * and sees to it that the terminal is the program's when it should be, and the caller's again afterwards.
 */
public final class Job {
    private static final SignalSet STOPS = SignalSet.of(Constants.SIGTSTP, Constants.SIGTTIN, Constants.SIGTTOU);
    private static final SignalSet STOPS_OF_TERMINAL = SignalSet.of(Constants.SIGTTIN, Constants.SIGTTOU);
    private static final SignalSet ENDS =
            SignalSet.of(Constants.SIGHUP, Constants.SIGINT, Constants.SIGQUIT, Constants.SIGTERM);

    /** How long a stop that we were asked for may take; later ones are the program's own. */
    private static final Duration ASKED = Duration.ofSeconds(1);

    private final Posix posix;
    private final OwnSignals signals;
    private final LeaderLine line;
    private final Optional<Terminal> terminal;
    private final int group;
    private final int foregroundAtStart;
    private final boolean isTidy;
    private boolean isStanding;
    private boolean isGiven;
    private Optional<Long> asked = Optional.empty();

    private Job(Posix posix, Optional<Terminal> terminal, LeaderLine line) {
        this.posix = posix;
        this.signals = new OwnSignals(posix);
        this.line = line;
        this.terminal = terminal;
        this.group = posix.processGroup();
        this.foregroundAtStart = foreground();
        this.isTidy = Terminal.isStandard(posix, 0) && Terminal.isStandard(posix, 1);
    }

    /**
     * Tells the leader to start the program, with the terminal if both standard input and output are the terminal and
     * it is ours: in a pipeline somebody else may read from it. Who has not got it, gets it when it asks.
     */
    public static Job begin(Posix posix, Optional<Terminal> terminal, LeaderLine line) {
        Job job = new Job(posix, terminal, line);
        job.proceed(job.isTidy && job.isInForeground());
        return job;
    }

    /** Does what a signal to the front asks for. */
    public void take(SignalFile.Received signal) {
        int number = signal.number();
        if (STOPS.contains(number)) {
            asked = Optional.of(System.nanoTime());
            line.stop(number);
        } else if (number == Constants.SIGCONT) {
            asked = Optional.empty();
            line.proceed(false);
        } else if (!isStanding && ENDS.contains(number) && !signals.ignored().contains(number)) {
            // There is no program yet that could handle it.
            posix.kill(posix.processId(), number);
            signals.take(number);
        } else if (number != Constants.SIGPIPE && number != Constants.SIGCHLD) {
            line.send(number, signal.fromKernel());
        }
    }

    /** Does what follows from what the leader says. */
    public void take(LeaderLine.Report report) {
        switch (report) {
            case LeaderLine.Report.Standing() -> isStanding = true;
            case LeaderLine.Report.Stopped(int signal) -> follow(signal);
            case LeaderLine.Report.Gone() -> {
                // Its exit status comes another way.
            }
        }
    }

    /** Gives the terminal back to who had it, unless it is somebody else's by now. */
    public void end() {
        int foreground = foreground();
        boolean isLeftAlone = foregroundAtStart == group && posix.kill(-foreground, 0) == -Constants.ESRCH;
        if (foreground > 0 && foreground != group && (isGiven || isLeftAlone)) {
            terminal.ifPresent(open -> open.give(group));
        }
    }

    private void follow(int signal) {
        boolean wantsTerminal = STOPS_OF_TERMINAL.contains(signal);
        if (wantsTerminal && isInForeground() && !isAsked()) {
            proceed(true);
        } else {
            stop(wantsTerminal, signal);
        }
    }

    /**
     * Stops as the program has. With the front alone stopped, a script that called it would go on waiting, and the
     * user's shell would hear of no stop; so the caller's whole job stops where the terminal would have stopped it.
     * Where it would not have, nobody but the front stops. An orphaned process group does not stop at all.
     */
    private void stop(boolean wantsTerminal, int cause) {
        boolean wasAsked = isAsked();
        boolean held = isGiven && !isInForeground();
        // SIGSTOP to itself would hang in an orphaned group.
        int signal = wantsTerminal && !wasAsked ? cause : Constants.SIGTSTP;
        boolean isWholeJob = wasAsked || wantsTerminal || held;
        posix.kill(isWholeJob ? 0 : posix.processId(), signal);
        signals.take(signal);
        // The one that has us go on is passed on below, once.
        signals.discard(Constants.SIGCONT);
        asked = Optional.empty();
        proceed(isInForeground() && (held || isTidy || wantsTerminal));
    }

    private void proceed(boolean inForeground) {
        isGiven = inForeground;
        line.proceed(inForeground);
    }

    private boolean isAsked() {
        return asked.filter(then -> System.nanoTime() - then < ASKED.toNanos()).isPresent();
    }

    private boolean isInForeground() {
        return foreground() == group;
    }

    /** The group that has the terminal; no group's number where there is none. */
    private int foreground() {
        return terminal.map(Terminal::foreground).orElse(-1);
    }
}

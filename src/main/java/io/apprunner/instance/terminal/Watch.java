// SPDX-License-Identifier: Apache-2.0
package io.apprunner.instance.terminal;

import io.apprunner.posix.Descriptor;
import io.apprunner.posix.Posix;
import io.apprunner.posix.PosixException;
import io.apprunner.posix.process.Readiness;
import io.apprunner.posix.process.SignalFile;
import java.util.List;

/**
 * What the front does while the sandbox lives.
 *
 * @param job who is told what happens
 * @param line from the leader
 * @param signals of this process
 */
public record Watch(Posix posix, Job job, LeaderLine line, SignalFile signals) {
    private static final int LEADER = 0;
    private static final int SIGNALS = 1;
    private static final int SANDBOX = 2;

    /**
     * Waits for the end of the sandbox.
     *
     * @param process its process id
     * @return its exit status
     */
    public int await(int process) {
        try (Descriptor sandbox = posix.openProcess(process, "the sandbox")) {
            Readiness readiness = new Readiness(posix, List.of(line.ends().ours(), signals.descriptor(), sandbox));
            do {
                readiness.await();
                // That the sandbox stands is known before a signal is passed on.
                if (readiness.isReady(LEADER)) {
                    line.receive().ifPresent(report -> take(report, readiness));
                }
                if (readiness.isReady(SIGNALS)) {
                    signals.next().ifPresent(job::take);
                }
            } while (!readiness.isReady(SANDBOX));
            return (int) PosixException.check(posix.waitFor(process), "wait for the guest");
        }
    }

    private void take(LeaderLine.Report report, Readiness readiness) {
        if (report instanceof LeaderLine.Report.Gone) {
            readiness.leave(LEADER);
        }
        job.take(report);
    }
}

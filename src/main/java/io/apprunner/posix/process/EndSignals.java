// SPDX-License-Identifier: Apache-2.0
package io.apprunner.posix.process;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;

/** The signals that ask a process to end. */
public final class EndSignals {
    private static final List<String> NAMES = List.of("HUP", "INT", "TERM");

    private EndSignals() {}

    /**
     * Runs an action at the first of these signals, also where they were ignored; then the process ends with the status
     * that a shell gives to one which a signal ended.
     */
    public static void handle(Runnable action) {
        AtomicBoolean isEnding = new AtomicBoolean();
        for (String name : NAMES) {
            Signal.handle(new Signal(name), signal -> {
                if (isEnding.compareAndSet(false, true)) {
                    action.run();
                    Runtime.getRuntime().halt(128 + signal.getNumber());
                }
            });
        }
    }
}

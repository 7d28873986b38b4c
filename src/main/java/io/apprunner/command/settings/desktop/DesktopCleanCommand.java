// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings.desktop;

import io.apprunner.console.Console;
import io.apprunner.desktop.DesktopIntegration;
import io.apprunner.desktop.DesktopSetup;
import io.apprunner.desktop.Progress;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code fim-desktop clean}: removes what starts have made. */
@Command
public class DesktopCleanCommand implements Callable<Integer> {
    private final DesktopSetup setup;
    private final DesktopIntegration integration;
    private final Console console;

    /** Made by CDI. */
    public DesktopCleanCommand(DesktopSetup setup, DesktopIntegration integration, Console console) {
        this.setup = setup;
        this.integration = integration;
        this.console = console;
    }

    /** What it tells. */
    private record Lines(Console console) implements Progress {
        private static final String SOURCE = "fim-desktop";

        @Override
        public void info(String sentence) {
            console.info(SOURCE, sentence);
        }

        @Override
        public void debug(String sentence) {
            // of no interest to who asked for the removal
        }

        @Override
        public void warning(String sentence) {
            console.warning(SOURCE, sentence);
        }
    }

    @Override
    public Integer call() {
        integration.clean(setup.desktop(), new Lines(console));
        return 0;
    }
}

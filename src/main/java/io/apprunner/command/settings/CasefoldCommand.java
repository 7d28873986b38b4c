// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings;

import io.apprunner.config.RuntimeConfiguration;
import io.apprunner.console.Console;
import io.apprunner.db.ImageSettings;
import io.apprunner.db.Setting;
import picocli.CommandLine.Command;

/** {@code fim-casefold}: whether names of files match in upper and lower case. */
@Command
public class CasefoldCommand extends SwitchCommand {
    private final RuntimeConfiguration configuration;
    private final Console console;

    /** Made by CDI. */
    public CasefoldCommand(ImageSettings settings, RuntimeConfiguration configuration, Console console) {
        super(settings, Setting.CASEFOLD, "casefold");
        this.configuration = configuration;
        this.console = console;
    }

    @Override
    public Integer call() {
        EffectiveOverlay.of(configuration, console); // warns when folding is on at present but the overlay cannot do it
        return super.call();
    }
}

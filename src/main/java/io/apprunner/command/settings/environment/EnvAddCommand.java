// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings.environment;

import io.apprunner.console.Console;
import io.apprunner.db.ImageSettings;
import io.apprunner.db.Setting;
import picocli.CommandLine.Command;

/** {@code fim-env add}: stores variables of the guest besides those that are there. */
@Command
public class EnvAddCommand extends EnvAssignment {
    /** Made by CDI. */
    public EnvAddCommand(ImageSettings settings, Console console) {
        super(variables -> settings.update(Setting.ENVIRONMENT, before -> before.with(variables)), console);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings.environment;

import io.apprunner.console.Console;
import io.apprunner.db.EnvironmentVariables;
import io.apprunner.db.ImageSettings;
import io.apprunner.db.Setting;
import picocli.CommandLine.Command;

/** {@code fim-env set}: stores variables of the guest in the place of those that are there. */
@Command
public class EnvSetCommand extends EnvAssignment {
    /** Made by CDI. */
    public EnvSetCommand(ImageSettings settings, Console console) {
        super(variables -> settings.set(Setting.ENVIRONMENT, new EnvironmentVariables(variables)), console);
    }
}

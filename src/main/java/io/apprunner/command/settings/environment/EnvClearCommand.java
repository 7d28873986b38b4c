// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings.environment;

import io.apprunner.command.settings.ForgetCommand;
import io.apprunner.db.ImageSettings;
import io.apprunner.db.Setting;
import picocli.CommandLine.Command;

/** {@code fim-env clear}: forgets all variables. */
@Command
public class EnvClearCommand extends ForgetCommand {
    /** Made by CDI. */
    public EnvClearCommand(ImageSettings settings) {
        super(settings, Setting.ENVIRONMENT.component());
    }
}

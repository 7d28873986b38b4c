// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings.limits;

import io.apprunner.command.settings.ForgetCommand;
import io.apprunner.db.ImageSettings;
import io.apprunner.db.Setting;
import picocli.CommandLine.Command;

/** {@code fim-limits clear}: forgets all limits. */
@Command
public class LimitsClearCommand extends ForgetCommand {
    /** Made by CDI. */
    public LimitsClearCommand(ImageSettings settings) {
        super(settings, Setting.LIMITS.component());
    }
}

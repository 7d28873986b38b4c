// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings.flags;

import io.apprunner.command.settings.ForgetCommand;
import io.apprunner.db.ImageSettings;
import io.apprunner.db.Setting;
import picocli.CommandLine.Command;

/** {@code fim-perms clear}: allows guests nothing. */
@Command
public class PermsClearCommand extends ForgetCommand {
    /** Made by CDI. */
    public PermsClearCommand(ImageSettings settings) {
        super(settings, Setting.PERMISSIONS.component());
    }
}

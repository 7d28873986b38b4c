// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings;

import io.apprunner.db.ImageSettings;
import io.apprunner.db.Setting;
import picocli.CommandLine.Command;

/** {@code fim-notify}: whether the desktop is told about a start. */
@Command
public class NotifyCommand extends SwitchCommand {
    /** Made by CDI. */
    public NotifyCommand(ImageSettings settings) {
        super(settings, Setting.NOTIFY, "notify");
    }
}

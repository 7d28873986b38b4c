// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings.boot;

import io.apprunner.command.settings.ForgetCommand;
import io.apprunner.db.ImageSettings;
import io.apprunner.db.Setting;
import picocli.CommandLine.Command;

/** {@code fim-boot clear}: forgets the boot program. */
@Command
public class BootClearCommand extends ForgetCommand {
    /** Made by CDI. */
    public BootClearCommand(ImageSettings settings) {
        super(settings, Setting.BOOT.component());
    }
}

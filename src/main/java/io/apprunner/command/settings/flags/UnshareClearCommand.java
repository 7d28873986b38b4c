// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings.flags;

import io.apprunner.command.settings.ForgetCommand;
import io.apprunner.db.ImageSettings;
import io.apprunner.db.Setting;
import picocli.CommandLine.Command;

/** {@code fim-unshare clear}: gives guests the usual namespaces. */
@Command
public class UnshareClearCommand extends ForgetCommand {
    /** Made by CDI. */
    public UnshareClearCommand(ImageSettings settings) {
        super(settings, Setting.UNSHARE.component());
    }
}

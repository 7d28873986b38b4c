// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings.remote;

import io.apprunner.command.settings.ForgetCommand;
import io.apprunner.console.Console;
import io.apprunner.db.ImageSettings;
import io.apprunner.db.Setting;
import picocli.CommandLine.Command;

/** {@code fim-remote clear}: forgets where recipes come from. */
@Command
public class RemoteClearCommand extends ForgetCommand {
    private final Console console;

    /** Made by CDI. */
    public RemoteClearCommand(ImageSettings settings, Console console) {
        super(settings, Setting.REMOTE.component());
        this.console = console;
    }

    @Override
    public Integer call() {
        super.call();
        console.info("fim-remote", "Cleared remote URL");
        return 0;
    }
}

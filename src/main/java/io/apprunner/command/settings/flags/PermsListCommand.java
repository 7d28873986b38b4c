// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings.flags;

import io.apprunner.command.output.Json;
import io.apprunner.console.Console;
import io.apprunner.db.ImageSettings;
import picocli.CommandLine.Command;

/** {@code fim-perms list}: lists what guests are allowed. */
@Command
public class PermsListCommand extends FlagsListing {
    /** Made by CDI. */
    public PermsListCommand(ImageSettings settings, Json json, Console console) {
        super(FlagSet.permissions(settings), json, console);
    }
}

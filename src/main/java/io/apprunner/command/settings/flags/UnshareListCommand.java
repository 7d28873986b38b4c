// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings.flags;

import io.apprunner.command.output.Json;
import io.apprunner.console.Console;
import io.apprunner.db.ImageSettings;
import picocli.CommandLine.Command;

/** {@code fim-unshare list}: lists the namespaces of guests. */
@Command
public class UnshareListCommand extends FlagsListing {
    /** Made by CDI. */
    public UnshareListCommand(ImageSettings settings, Json json, Console console) {
        super(FlagSet.namespaces(settings), json, console);
    }
}

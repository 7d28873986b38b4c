// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings.flags;

import io.apprunner.db.ImageSettings;
import picocli.CommandLine.Command;

/** {@code fim-perms del}: allows guests less. */
@Command
public class PermsDelCommand extends FlagsChange {
    /** Made by CDI. */
    public PermsDelCommand(ImageSettings settings) {
        super(FlagSet.permissions(settings)::remove);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings.flags;

import io.apprunner.db.ImageSettings;
import picocli.CommandLine.Command;

/** {@code fim-perms set}: sets what guests are allowed. */
@Command
public class PermsSetCommand extends FlagsChange {
    /** Made by CDI. */
    public PermsSetCommand(ImageSettings settings) {
        super(FlagSet.permissions(settings)::set);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings.flags;

import io.apprunner.db.ImageSettings;
import picocli.CommandLine.Command;

/** {@code fim-perms add}: allows guests more. */
@Command
public class PermsAddCommand extends FlagsChange {
    /** Made by CDI. */
    public PermsAddCommand(ImageSettings settings) {
        super(FlagSet.permissions(settings)::add);
    }
}

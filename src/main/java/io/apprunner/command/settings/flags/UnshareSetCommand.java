// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings.flags;

import io.apprunner.db.ImageSettings;
import picocli.CommandLine.Command;

/** {@code fim-unshare set}: sets the namespaces of guests. */
@Command
public class UnshareSetCommand extends FlagsChange {
    /** Made by CDI. */
    public UnshareSetCommand(ImageSettings settings) {
        super(FlagSet.namespaces(settings)::set);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings.flags;

import io.apprunner.db.ImageSettings;
import picocli.CommandLine.Command;

/** {@code fim-unshare del}: gives guests fewer namespaces. */
@Command
public class UnshareDelCommand extends FlagsChange {
    /** Made by CDI. */
    public UnshareDelCommand(ImageSettings settings) {
        super(FlagSet.namespaces(settings)::remove);
    }
}

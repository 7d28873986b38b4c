// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings.flags;

import io.apprunner.db.ImageSettings;
import picocli.CommandLine.Command;

/** {@code fim-unshare add}: gives guests more namespaces. */
@Command
public class UnshareAddCommand extends FlagsChange {
    /** Made by CDI. */
    public UnshareAddCommand(ImageSettings settings) {
        super(FlagSet.namespaces(settings)::add);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.run;

import io.apprunner.config.RuntimeConfiguration;
import io.apprunner.instance.ContainerLauncher;
import picocli.CommandLine.Command;

/** {@code fim-root}: runs a program in a new container as root. */
@Command
public class RootCommand extends ProgramCommand {
    /** Made by CDI. */
    public RootCommand(ContainerLauncher launcher, RuntimeConfiguration configuration) {
        super(launcher, configuration, true);
    }
}

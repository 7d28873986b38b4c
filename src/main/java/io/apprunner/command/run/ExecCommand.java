// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.run;

import io.apprunner.config.RuntimeConfiguration;
import io.apprunner.instance.ContainerLauncher;
import picocli.CommandLine.Command;

/** {@code fim-exec}: runs a program in a new container as the user who starts it. */
@Command
public class ExecCommand extends ProgramCommand {
    /** Made by CDI. */
    public ExecCommand(ContainerLauncher launcher, RuntimeConfiguration configuration) {
        super(launcher, configuration, false);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.run;

import io.apprunner.bwrap.Bwrap;
import io.apprunner.config.RuntimeConfiguration;
import io.apprunner.instance.ContainerLauncher;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code fim-exec}: runs a program in a new container as the user who starts it. */
@Command
public class ExecCommand extends ProgramCommand {
    /** Made by CDI. */
    public ExecCommand(ContainerLauncher launcher, RuntimeConfiguration configuration) {
        super(launcher, configuration);
    }

    @Override
    Bwrap.Request request(Map<String, String> given) {
        return new Bwrap.Request(false, false, given);
    }
}

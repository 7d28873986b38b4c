// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command;

import io.apprunner.boot.ContainerLauncher;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** {@code fim-exec}: runs a program in a new container as the user who starts it. */
@Command(name = "fim-exec", description = "Runs a program in a new container as the user who starts it.")
public class ExecCommand implements Callable<Integer> {
    /** Every word belongs to the guest, also those that look like options. */
    @Unmatched
    List<String> command = new ArrayList<>();

    private final ContainerLauncher launcher;

    /** Made by CDI. */
    public ExecCommand(ContainerLauncher launcher) {
        this.launcher = launcher;
    }

    @Override
    public Integer call() {
        if (command.isEmpty()) {
            throw new AppRunnerException(
                    ErrorCode.USAGE,
                    "Incorrect number of arguments for fim-exec",
                    "usage: fim-exec <program> [args...]");
        }
        return launcher.run(false, command);
    }
}

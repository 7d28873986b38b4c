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

/** {@code fim-root}: runs a program in a new container as root. */
@Command(name = "fim-root", description = "Runs a program in a new container as root.")
public class RootCommand implements Callable<Integer> {
    /** Every word belongs to the guest, also those that look like options. */
    @Unmatched
    List<String> command = new ArrayList<>();

    private final ContainerLauncher launcher;

    /** Made by CDI. */
    public RootCommand(ContainerLauncher launcher) {
        this.launcher = launcher;
    }

    @Override
    public Integer call() {
        if (command.isEmpty()) {
            throw new AppRunnerException(
                    ErrorCode.USAGE,
                    "Incorrect number of arguments for fim-root",
                    "usage: fim-root <program> [args...]");
        }
        return launcher.run(true, command);
    }
}

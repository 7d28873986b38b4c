// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.run;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.instance.ContainerLauncher;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Unmatched;

/** Runs a program in a new container. */
abstract class ProgramCommand implements Callable<Integer> {
    /** Every word belongs to the guest, also those that look like options. */
    @Unmatched
    List<String> command = new ArrayList<>();

    private final ContainerLauncher launcher;
    private final String name;
    private final boolean isRoot;

    /**
     * @param name the command's, for errors
     * @param isRoot whether the program is run as root
     */
    ProgramCommand(ContainerLauncher launcher, String name, boolean isRoot) {
        this.launcher = launcher;
        this.name = name;
        this.isRoot = isRoot;
    }

    @Override
    public final Integer call() {
        if (command.isEmpty()) {
            throw new AppRunnerException(
                    ErrorCode.USAGE,
                    "Incorrect number of arguments for " + name,
                    "usage: " + name + " <program> [args...]");
        }
        return launcher.run(isRoot, command);
    }
}

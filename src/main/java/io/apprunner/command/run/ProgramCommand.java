// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.run;

import io.apprunner.bwrap.Bwrap;
import io.apprunner.config.RuntimeConfiguration;
import io.apprunner.instance.ContainerLauncher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a program in a new container. */
abstract class ProgramCommand implements Callable<Integer> {
    /** How many open files from descriptor 3 on the guest has. */
    @Option(names = "--preserve-fds")
    int passed;

    /** Variables of the guest: assignments, and names of those that it has of ours. */
    @Option(names = "--env")
    List<String> variables = new ArrayList<>();

    /** Every word belongs to the guest, also those that look like options. */
    @Parameters(arity = "1..*")
    List<String> command = new ArrayList<>();

    private final ContainerLauncher launcher;
    private final RuntimeConfiguration configuration;

    ProgramCommand(ContainerLauncher launcher, RuntimeConfiguration configuration) {
        this.launcher = launcher;
        this.configuration = configuration;
    }

    /** What is asked for, with these variables of the guest. */
    abstract Bwrap.Request request(Map<String, String> given);

    @Override
    public final Integer call() {
        return launcher.run(request(GivenVariables.of(variables, configuration.environment())), passed, command);
    }
}

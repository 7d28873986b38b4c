// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.run;

import io.apprunner.bwrap.Bwrap;
import io.apprunner.config.RuntimeConfiguration;
import io.apprunner.instance.ContainerLauncher;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code fim-root}: runs a program in a new container as root. */
@Command
public class RootCommand extends ProgramCommand {
    /** Whether the guest has the user's subordinate ids. */
    @Option(names = "--subuid")
    boolean subordinate;

    /** Made by CDI. */
    public RootCommand(ContainerLauncher launcher, RuntimeConfiguration configuration) {
        super(launcher, configuration);
    }

    @Override
    Bwrap.Request request(Map<String, String> given) {
        return new Bwrap.Request(true, subordinate, given);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command;

import io.apprunner.boot.Relocation;
import io.apprunner.config.RuntimeConfiguration;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.console.Console;
import io.apprunner.image.ImageLocator;
import io.apprunner.instance.ContainerLauncher;
import io.apprunner.posix.process.ProcessText;
import io.quarkus.runtime.QuarkusApplication;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;

/**
 * Runs one command line: {@code fim-*} commands through picocli, everything else as arguments of the boot command. Only
 * the command that is asked for is built.
 */
public class CommandApplication implements QuarkusApplication {
    private final CommandLine.IFactory factory;
    private final ContainerLauncher launcher;
    private final ImageLocator locator;
    private final RuntimeConfiguration configuration;

    /** Made by CDI. */
    public CommandApplication(
            CommandLine.IFactory factory,
            ContainerLauncher launcher,
            ImageLocator locator,
            RuntimeConfiguration configuration) {
        this.factory = factory;
        this.launcher = launcher;
        this.locator = locator;
        this.configuration = configuration;
    }

    @Override
    public int run(String... given) {
        System.setProperty("user.dir", Path.of("").toAbsolutePath().toString());
        String[] arguments = commandLine(ProcessText.arguments(given)).toArray(String[]::new);
        try {
            if (arguments.length == 0 || !arguments[0].startsWith("fim-")) {
                return launcher.boot(List.of(arguments));
            }
            return written(execute(arguments[0], Arrays.copyOfRange(arguments, 1, arguments.length)));
        } catch (RuntimeException e) {
            return new Console().failure(e, configuration.debug());
        }
    }

    /** What the user has typed; a relocated process is told its image first. */
    private List<String> commandLine(List<String> arguments) {
        if (arguments.size() < 2 || !arguments.getFirst().equals(Relocation.RELOCATED)) {
            return arguments;
        }
        locator.relocated(Path.of(arguments.get(1)));
        return arguments.subList(2, arguments.size());
    }

    /** A result that could not be written is a failure. */
    private static int written(int status) {
        if (System.out.checkError()) {
            throw new AppRunnerException(ErrorCode.IO, "cannot write to standard output", "");
        }
        return status;
    }

    private int execute(String name, String[] arguments) {
        return commandLine(name, Commands.named(name)).execute(arguments);
    }

    private CommandLine commandLine(String name, Class<?> command) {
        return Strict.commandLine(new CommandLine(command, factory), name, configuration::debug);
    }
}

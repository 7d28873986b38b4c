// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command;

import io.apprunner.boot.Relocation;
import io.apprunner.command.catalogue.Catalogue;
import io.apprunner.config.RuntimeConfiguration;
import io.apprunner.console.Console;
import io.apprunner.image.ImageLocator;
import io.apprunner.instance.ContainerLauncher;
import io.apprunner.posix.process.ProcessText;
import io.apprunner.text.RawPath;
import io.quarkus.runtime.QuarkusApplication;
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
    private final Catalogue catalogue;
    private final Console console;

    /** Made by CDI. */
    public CommandApplication(
            CommandLine.IFactory factory,
            ContainerLauncher launcher,
            ImageLocator locator,
            RuntimeConfiguration configuration,
            Catalogue catalogue,
            Console console) {
        this.factory = factory;
        this.launcher = launcher;
        this.locator = locator;
        this.configuration = configuration;
        this.catalogue = catalogue;
        this.console = console;
    }

    @Override
    public int run(String... given) {
        System.setProperty("user.dir", RawPath.text(RawPath.of("").toAbsolutePath()));
        List<String> line = commandLine(ProcessText.arguments(given));
        try {
            if (line.isEmpty() || !line.getFirst().startsWith("fim-")) {
                return launcher.boot(line);
            }
            int status = new Strict(factory, console, configuration::debug).execute(catalogue.named(line));
            console.finish();
            return status;
        } catch (RuntimeException | Error e) {
            return console.failure(e, configuration.debug());
        }
    }

    /** What the user has typed; a relocated process is told its image first. */
    private List<String> commandLine(List<String> arguments) {
        if (arguments.size() < 2 || !arguments.getFirst().equals(Relocation.RELOCATED)) {
            return arguments;
        }
        locator.relocated(RawPath.of(arguments.get(1)));
        return arguments.subList(2, arguments.size());
    }
}

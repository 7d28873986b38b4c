// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command;

import io.apprunner.boot.Roles;
import io.apprunner.command.layer.LayerMountCommand;
import io.apprunner.config.ConfigKey;
import io.apprunner.console.Console;
import io.apprunner.filesystems.mount.LayerServer;
import io.apprunner.posix.Posix;
import io.apprunner.subprocess.SelfCommand;
import java.util.List;
import picocli.CommandLine;

/**
 * {@code fim-layer mount} without Quarkus, as a file system's driver: scripts mount often, and wait for it. The command is
 * the same as with it, but its objects are put together here.
 */
public final class Driver {
    private static final List<String> NAME = List.of("fim-layer", "mount");

    private Driver() {}

    /** Whether a command line is for the driver. */
    public static boolean isFor(List<String> arguments) {
        return arguments.size() >= NAME.size()
                && arguments.subList(0, NAME.size()).equals(NAME);
    }

    /** Runs the command line; returns its exit status. */
    public static int run(List<String> arguments) {
        try {
            Posix posix = Posix.get();
            LayerServer server = new LayerServer(posix, new SelfCommand(Roles.class));
            if (!arguments.contains(LayerMountCommand.FOREGROUND)) {
                server.prepare();
            }
            LayerMountCommand command = new LayerMountCommand(server);
            CommandLine line = Strict.commandLine(new CommandLine(command), NAME.getFirst(), Driver::isDebugging);
            return line.execute(arguments.subList(NAME.size(), arguments.size()).toArray(String[]::new));
        } catch (RuntimeException e) {
            return new Console().failure(e, isDebugging());
        }
    }

    private static boolean isDebugging() {
        return ConfigKey.DEBUG.given(System.getenv()).isPresent();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command;

import io.apprunner.command.catalogue.Catalogue.Match;
import io.apprunner.command.layer.LayerMountCommand;
import io.apprunner.config.ConfigKey;
import io.apprunner.console.Console;
import io.apprunner.filesystems.mount.LayerServer;
import io.apprunner.posix.Posix;
import io.apprunner.subprocess.SelfCommand;
import picocli.CommandLine;

/**
 * Runs the operations that do without Quarkus, because scripts call them often and wait for them. It makes their
 * classes, and nothing else does so by hand; see docs/adr/0009-driver-in-two-processes.md.
 */
public final class Driver {
    private Driver() {}

    /** Makes {@code fim-layer mount}; its serving process starts before the command line is read. */
    private record Factory(Match match) implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            if (type != LayerMountCommand.class) {
                return CommandLine.defaultFactory().create(type);
            }
            LayerServer server = new LayerServer(Posix.get(), new SelfCommand());
            if (!match.operands().contains(LayerMountCommand.FOREGROUND)) {
                server.prepare();
            }
            return type.cast(new LayerMountCommand(server));
        }
    }

    /** Runs an operation; returns its exit status. */
    public static int run(Match match) {
        Console console = new Console();
        try {
            return new Strict(new Factory(match), console, Driver::isDebugging).execute(match);
        } catch (RuntimeException | Error e) {
            return console.failure(e, isDebugging());
        }
    }

    private static boolean isDebugging() {
        return ConfigKey.DEBUG.given(System.getenv()).isPresent();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import java.util.List;

/** The commands by name. */
enum Commands {
    EXEC("fim-exec", ExecCommand.class),
    ROOT("fim-root", RootCommand.class),
    LAYER("fim-layer", LayerCommand.class),
    VERSION("fim-version", VersionCommand.class),
    HELP("fim-help", HelpCommand.class),
    ASSEMBLE("fim-assemble", AssembleCommand.class, false),
    POSIX_CONTRACT("fim-posix-contract", PosixContractCommand.class, false);

    private final String commandName;
    private final Class<?> type;
    private final boolean isForUsers;

    Commands(String commandName, Class<?> type) {
        this(commandName, type, true);
    }

    Commands(String commandName, Class<?> type, boolean isForUsers) {
        this.commandName = commandName;
        this.type = type;
        this.isForUsers = isForUsers;
    }

    /** The picocli class of a command; an unknown name is an error that lists the known ones. */
    static Class<?> named(String name) {
        for (Commands command : values()) {
            if (command.commandName.equals(name)) {
                return command.type;
            }
        }
        throw new AppRunnerException(
                ErrorCode.USAGE, "there is no command " + name, "commands: " + String.join(", ", names()));
    }

    /** The names that users know, in the order of the help. */
    static List<String> names() {
        return java.util.Arrays.stream(values())
                .filter(c -> c.isForUsers)
                .map(c -> c.commandName)
                .toList();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command;

import io.apprunner.command.help.HelpCommand;
import io.apprunner.command.help.PosixContractCommand;
import io.apprunner.command.help.VersionCommand;
import io.apprunner.command.layer.LayerCommand;
import io.apprunner.command.make.AssembleCommand;
import io.apprunner.command.run.ExecCommand;
import io.apprunner.command.run.RootCommand;
import io.apprunner.command.settings.BindCommand;
import io.apprunner.command.settings.CasefoldCommand;
import io.apprunner.command.settings.DesktopCommand;
import io.apprunner.command.settings.EnvCommand;
import io.apprunner.command.settings.NotifyCommand;
import io.apprunner.command.settings.OverlayCommand;
import io.apprunner.command.settings.PermsCommand;
import io.apprunner.command.settings.RemoteCommand;
import io.apprunner.command.settings.ResetCommand;
import io.apprunner.command.settings.StoredBootCommand;
import io.apprunner.command.settings.UnshareCommand;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The commands by name. */
public enum Commands {
    EXEC("fim-exec", ExecCommand.class),
    ROOT("fim-root", RootCommand.class),
    LAYER("fim-layer", LayerCommand.class),
    BOOT("fim-boot", StoredBootCommand.class),
    PERMS("fim-perms", PermsCommand.class),
    UNSHARE("fim-unshare", UnshareCommand.class),
    ENV("fim-env", EnvCommand.class),
    BIND("fim-bind", BindCommand.class),
    OVERLAY("fim-overlay", OverlayCommand.class),
    CASEFOLD("fim-casefold", CasefoldCommand.class),
    DESKTOP("fim-desktop", DesktopCommand.class),
    NOTIFY("fim-notify", NotifyCommand.class),
    REMOTE("fim-remote", RemoteCommand.class),
    RESET("fim-reset", ResetCommand.class),
    VERSION("fim-version", VersionCommand.class),
    HELP("fim-help", HelpCommand.class),
    ASSEMBLE("fim-assemble", AssembleCommand.class, false),
    POSIX_CONTRACT("fim-posix-contract", PosixContractCommand.class, false);

    private static final int MAX_DISTANCE = 3;

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
                ErrorCode.USAGE,
                "there is no command " + name,
                nearest(name) + "commands: " + String.join(", ", names()));
    }

    /** A question that names the command with the nearest name; empty when none is near. */
    private static String nearest(String name) {
        return names().stream()
                .min(Comparator.comparingInt(known -> distance(name, known)))
                .filter(known -> distance(name, known) <= MAX_DISTANCE)
                .map(known -> "did you mean " + known + "? ")
                .orElse("");
    }

    /** How many letters must be put in, left out or replaced to make one text the other (Levenshtein). */
    static int distance(String a, String b) {
        int[] row = IntStream.rangeClosed(0, b.length()).toArray();
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }

    /** The names that users know, in the order of the help. */
    public static List<String> names() {
        return java.util.Arrays.stream(values())
                .filter(c -> c.isForUsers)
                .map(c -> c.commandName)
                .toList();
    }
}

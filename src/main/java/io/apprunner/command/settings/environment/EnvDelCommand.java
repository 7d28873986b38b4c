// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings.environment;

import io.apprunner.console.Console;
import io.apprunner.db.EnvironmentVariables;
import io.apprunner.db.ImageSettings;
import io.apprunner.db.Setting;
import io.apprunner.error.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code fim-env del}: forgets variables of the guest. */
@Command
public class EnvDelCommand implements Callable<Integer> {
    @Parameters(arity = "1..*")
    List<String> names = new ArrayList<>();

    private final ImageSettings settings;
    private final Console console;

    /** Made by CDI. */
    public EnvDelCommand(ImageSettings settings, Console console) {
        this.settings = settings;
        this.console = console;
    }

    @Override
    public Integer call() {
        EnvironmentVariables before = settings.update(Setting.ENVIRONMENT, variables -> variables.without(names));
        for (String name : names) {
            console.info(
                    "fim-env",
                    before.values().containsKey(name)
                            ? "Erase key '" + name + "'"
                            : "Key '" + name + "' not found for deletion"
                                    + nearest(name, before.values().keySet()));
        }
        return 0;
    }

    private static String nearest(String name, Set<String> stored) {
        String question = Nearest.question(name, stored).strip();
        return question.isEmpty() ? "" : "; " + question;
    }
}

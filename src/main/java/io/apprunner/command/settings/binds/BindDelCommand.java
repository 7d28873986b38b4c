// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings.binds;

import io.apprunner.command.catalogue.Refusal;
import io.apprunner.console.Console;
import io.apprunner.db.Binds;
import io.apprunner.db.ImageSettings;
import io.apprunner.db.Setting;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code fim-bind del}: shows guests a file of the host no more. */
@Command
public class BindDelCommand implements Callable<Integer> {
    @Parameters(index = "0")
    String word = "";

    private final ImageSettings settings;
    private final Console console;

    /** Made by CDI. */
    public BindDelCommand(ImageSettings settings, Console console) {
        this.settings = settings;
        this.console = console;
    }

    @Override
    public Integer call() {
        if (!word.matches("[0-9]{1,9}")) {
            throw Refusal.of("bind", "Index argument for 'del' is not a number");
        }
        int index = Integer.parseInt(word);
        Binds before = settings.update(Setting.BINDS, binds -> binds.without(index));
        console.info(
                "fim-bind",
                index < before.list().size()
                        ? "Erase element with index '" + index + "'"
                        : "No element with index '" + index + "' found");
        return 0;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.help;

import io.apprunner.command.catalogue.Catalogue;
import io.apprunner.console.Console;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code fim-help man}: the manual page of the program, or of one of its commands. */
@Command
public class ManualCommand implements Callable<Integer> {
    @Parameters(index = "0", arity = "0..1")
    Optional<String> command = Optional.empty();

    private final Catalogue catalogue;
    private final Console console;

    /** Made by CDI. */
    public ManualCommand(Catalogue catalogue, Console console) {
        this.catalogue = catalogue;
        this.console = console;
    }

    @Override
    public Integer call() {
        console.print(command.map(this::page).orElseGet(() -> ManualPage.general(catalogue)));
        return 0;
    }

    private String page(String name) {
        if (name.equals(SettingsTopic.NAME)) {
            throw new AppRunnerException(
                    ErrorCode.USAGE, "settings have no manual page of their own", "see: fim-help man");
        }
        return ManualPage.of(HelpText.topic(catalogue, name));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.help;

import io.apprunner.command.catalogue.Catalogue;
import io.apprunner.console.Console;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code fim-help}: how to use the program, or one of its commands. */
@Command
public class HelpCommand implements Callable<Integer> {
    @Parameters(index = "0", arity = "0..1")
    Optional<String> topic = Optional.empty();

    private final Catalogue catalogue;
    private final Console console;

    /** Made by CDI. */
    public HelpCommand(Catalogue catalogue, Console console) {
        this.catalogue = catalogue;
        this.console = console;
    }

    @Override
    public Integer call() {
        console.print(topic.map(name -> HelpText.of(catalogue, name)).orElseGet(() -> HelpText.general(catalogue)));
        return 0;
    }
}

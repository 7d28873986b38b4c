// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.help;

import io.apprunner.command.catalogue.Catalogue;
import io.apprunner.console.Console;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.error.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code fim-help completion}: a script that completes command lines in a shell. */
@Command
public class CompletionCommand implements Callable<Integer> {
    @Parameters(index = "0", arity = "0..1")
    String shell = "";

    @Parameters(index = "1..*")
    List<String> names = new ArrayList<>();

    private final Catalogue catalogue;
    private final Console console;

    /** Made by CDI. */
    public CompletionCommand(Catalogue catalogue, Console console) {
        this.catalogue = catalogue;
        this.console = console;
    }

    @Override
    public Integer call() {
        CompletionScript script = CompletionScript.named(shell)
                .orElseThrow(() -> new AppRunnerException(
                        ErrorCode.USAGE,
                        "Invalid shell for completion: '" + shell + "'",
                        Nearest.question(shell, List.of("bash", "zsh", "fish"))
                                + "usage: fim-help completion <bash|zsh|fish> [name...]"));
        console.print(script.text(CompletionRule.all(catalogue), names.isEmpty() ? List.of("app-runner") : names));
        return 0;
    }
}

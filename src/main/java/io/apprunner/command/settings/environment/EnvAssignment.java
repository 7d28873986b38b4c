// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings.environment;

import io.apprunner.command.catalogue.Refusal;
import io.apprunner.console.Console;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Parameters;

/** What the commands have in common that store variables; all of them are checked before any is stored. */
abstract class EnvAssignment implements Callable<Integer> {
    @Parameters(arity = "1..*")
    List<String> words = new ArrayList<>();

    private final Consumer<Map<String, String>> change;
    private final Console console;

    /** @param change stores variables */
    EnvAssignment(Consumer<Map<String, String>> change, Console console) {
        this.change = change;
        this.console = console;
    }

    @Override
    public final Integer call() {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals <= 0) {
                throw Refusal.of("env", "Variable assignment '" + word + "' is invalid");
            }
            variables.put(word.substring(0, equals), word.substring(equals + 1));
        }
        change.accept(variables);
        variables.forEach(
                (key, value) -> console.info("fim-env", "Included variable '" + key + "' with value '" + value + "'"));
        return 0;
    }
}

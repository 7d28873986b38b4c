// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings;

import io.apprunner.command.output.Info;
import io.apprunner.command.output.Json;
import io.apprunner.db.EnvironmentVariables;
import io.apprunner.db.ImageSettings;
import io.apprunner.db.Setting;
import io.apprunner.expansion.Expander;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** {@code fim-env}: variables of the guest. */
@Command(name = "fim-env", description = "Sets variables of the guest.")
public class EnvCommand implements Callable<Integer> {
    @Unmatched
    List<String> words = new ArrayList<>();

    private final ImageSettings settings;
    private final Json json;
    private final Expander expander;

    /** Made by CDI. */
    public EnvCommand(ImageSettings settings, Json json, Expander expander) {
        this.settings = settings;
        this.json = json;
        this.expander = expander;
    }

    @Override
    public Integer call() {
        Words line = new Words("fim-env", words);
        switch (line.operation("Missing op for 'fim-env' (add,del,list,set,clear)")) {
            case "add" -> {
                Map<String, String> variables = assignments(line);
                settings.update(Setting.ENVIRONMENT, before -> before.with(variables));
                printIncluded(variables);
            }
            case "set" -> {
                Map<String, String> variables = assignments(line);
                settings.set(Setting.ENVIRONMENT, new EnvironmentVariables(variables));
                printIncluded(variables);
            }
            case "del" -> del(line);
            case "list" -> list(line.json());
            case "clear" -> {
                line.noneAfter(0);
                settings.forget(Setting.ENVIRONMENT.component());
            }
            default -> throw line.wrong("Invalid env operation");
        }
        return 0;
    }

    /** All of them are checked before any is stored. */
    private static Map<String, String> assignments(Words line) {
        requireOperands(line);
        Map<String, String> variables = new LinkedHashMap<>();
        for (String word : line.operands()) {
            int equals = word.indexOf('=');
            if (equals <= 0) {
                throw line.wrong("Variable assignment '" + word + "' is invalid");
            }
            variables.put(word.substring(0, equals), word.substring(equals + 1));
        }
        return variables;
    }

    private static void printIncluded(Map<String, String> variables) {
        variables.forEach(
                (key, value) -> Info.print("fim-env", "Included variable '" + key + "' with value '" + value + "'"));
    }

    private void del(Words line) {
        requireOperands(line);
        EnvironmentVariables before =
                settings.update(Setting.ENVIRONMENT, variables -> variables.without(line.operands()));
        for (String key : line.operands()) {
            Info.print(
                    "fim-env",
                    before.values().containsKey(key)
                            ? "Erase key '" + key + "'"
                            : "Key '" + key + "' not found for deletion");
        }
    }

    private void list(boolean asJson) {
        List<String> expanded = expander.assignments(settings.get(Setting.ENVIRONMENT));
        if (!asJson) {
            expanded.forEach(System.out::println);
            return;
        }
        Map<String, String> listing = new LinkedHashMap<>();
        for (String assignment : expanded) {
            int equals = assignment.indexOf('=');
            listing.put(assignment.substring(0, equals), assignment.substring(equals + 1));
        }
        System.out.println(json.render(listing));
    }

    private static void requireOperands(Words line) {
        if (line.operands().isEmpty()) {
            throw line.wrong("Missing arguments for '" + line.upper() + "'");
        }
    }
}

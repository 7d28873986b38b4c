// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings.environment;

import io.apprunner.command.output.Json;
import io.apprunner.console.Console;
import io.apprunner.db.ImageSettings;
import io.apprunner.db.Setting;
import io.apprunner.expansion.Expander;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code fim-env list}: lists the variables of the guest as it will have them. */
@Command
public class EnvListCommand implements Callable<Integer> {
    @Option(names = "--json")
    boolean asJson;

    private final ImageSettings settings;
    private final Expander expander;
    private final Json json;
    private final Console console;

    /** Made by CDI. */
    public EnvListCommand(ImageSettings settings, Expander expander, Json json, Console console) {
        this.settings = settings;
        this.expander = expander;
        this.json = json;
        this.console = console;
    }

    @Override
    public Integer call() {
        List<String> expanded = expander.assignments(settings.get(Setting.ENVIRONMENT));
        if (!asJson) {
            expanded.forEach(console::line);
            return 0;
        }
        Map<String, String> listing = new LinkedHashMap<>();
        for (String assignment : expanded) {
            int equals = assignment.indexOf('=');
            listing.put(assignment.substring(0, equals), assignment.substring(equals + 1));
        }
        console.line(json.render(listing));
        return 0;
    }
}

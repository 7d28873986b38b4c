// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings.desktop;

import io.apprunner.command.output.Json;
import io.apprunner.console.Console;
import io.apprunner.db.Desktop;
import io.apprunner.db.Integration;
import io.apprunner.desktop.DesktopSetup;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code fim-desktop setup}: stores what the user's desktop is given. */
@Command
public class DesktopSetupCommand implements Callable<Integer> {
    @Parameters(index = "0")
    String file = "";

    private final DesktopSetup setup;
    private final Json json;
    private final Console console;

    /** Made by CDI. */
    public DesktopSetupCommand(DesktopSetup setup, Json json, Console console) {
        this.setup = setup;
        this.json = json;
        this.console = console;
    }

    @Override
    public Integer call() {
        console.line(json.render(fields(setup.store(file))));
        return 0;
    }

    private static Map<String, Object> fields(Desktop desktop) {
        return new TreeMap<>(Map.of(
                "categories",
                List.copyOf(desktop.categories()),
                "integrations",
                desktop.integrations().stream().map(Integration::name).toList(),
                "name",
                desktop.name()));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings;

import io.apprunner.command.output.Json;
import io.apprunner.config.RuntimeConfiguration;
import io.apprunner.console.Console;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code fim-overlay show}: tells how the layers of a run would be stacked. */
@Command
public class OverlayShowCommand implements Callable<Integer> {
    @Option(names = "--json")
    boolean asJson;

    private final RuntimeConfiguration configuration;
    private final Json json;
    private final Console console;

    /** Made by CDI. */
    public OverlayShowCommand(RuntimeConfiguration configuration, Json json, Console console) {
        this.configuration = configuration;
        this.json = json;
        this.console = console;
    }

    @Override
    public Integer call() {
        String kind = EffectiveOverlay.of(configuration, console).name();
        console.line(asJson ? json.render(Map.of("overlay", kind)) : kind);
        return 0;
    }
}

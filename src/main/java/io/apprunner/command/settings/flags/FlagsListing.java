// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings.flags;

import io.apprunner.command.output.Json;
import io.apprunner.console.Console;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** What the commands have in common that list a set of flags. */
abstract class FlagsListing implements Callable<Integer> {
    @Option(names = "--json")
    boolean asJson;

    private final FlagSet<?> flags;
    private final Json json;
    private final Console console;

    FlagsListing(FlagSet<?> flags, Json json, Console console) {
        this.flags = flags;
        this.json = json;
        this.console = console;
    }

    @Override
    public final Integer call() {
        List<String> labels = flags.labels();
        if (asJson) {
            console.line(json.render(labels));
        } else {
            labels.forEach(console::line);
        }
        return 0;
    }
}

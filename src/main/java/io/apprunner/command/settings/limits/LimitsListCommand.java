// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings.limits;

import io.apprunner.command.output.Json;
import io.apprunner.console.Console;
import io.apprunner.db.ImageSettings;
import io.apprunner.db.Limits.Kind;
import io.apprunner.db.Setting;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code fim-limits list}: lists the limits of guests; in JSON, sizes are numbers of bytes. */
@Command
public class LimitsListCommand implements Callable<Integer> {
    @Option(names = "--json")
    boolean asJson;

    private final ImageSettings settings;
    private final Json json;
    private final Console console;

    /** Made by CDI. */
    public LimitsListCommand(ImageSettings settings, Json json, Console console) {
        this.settings = settings;
        this.json = json;
        this.console = console;
    }

    @Override
    public Integer call() {
        SortedMap<Kind, Long> limits = settings.get(Setting.LIMITS).values();
        if (asJson) {
            Map<String, Long> listing = new LinkedHashMap<>();
            limits.forEach((kind, value) -> listing.put(kind.label(), value));
            console.line(json.render(listing));
        } else {
            limits.forEach((kind, value) -> console.line(LimitText.show(kind, value)));
        }
        return 0;
    }
}

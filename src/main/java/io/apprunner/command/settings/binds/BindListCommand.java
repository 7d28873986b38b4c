// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings.binds;

import io.apprunner.command.output.Json;
import io.apprunner.console.Console;
import io.apprunner.db.Binds;
import io.apprunner.db.ImageSettings;
import io.apprunner.db.Setting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code fim-bind list}: lists which files of the host guests see; JSON in any case, but nothing for none. */
@Command
public class BindListCommand implements Callable<Integer> {
    @Option(names = "--json")
    boolean asJson;

    private final ImageSettings settings;
    private final Json json;
    private final Console console;

    /** Made by CDI. */
    public BindListCommand(ImageSettings settings, Json json, Console console) {
        this.settings = settings;
        this.json = json;
        this.console = console;
    }

    @Override
    public Integer call() {
        List<Binds.Bind> binds = settings.get(Setting.BINDS).list();
        Map<String, Object> listing = new LinkedHashMap<>();
        for (int i = 0; i < binds.size(); i++) {
            listing.put(Integer.toString(i), fields(binds.get(i)));
        }
        if (!listing.isEmpty() || asJson) {
            console.line(json.render(listing));
        }
        return 0;
    }

    private static Map<String, String> fields(Binds.Bind bind) {
        return new TreeMap<>(Map.of(
                "dst", bind.target(),
                "src", bind.source(),
                "type", bind.type().label()));
    }
}

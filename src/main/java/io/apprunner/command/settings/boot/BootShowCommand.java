// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings.boot;

import io.apprunner.command.output.Json;
import io.apprunner.console.Console;
import io.apprunner.db.BootCommand;
import io.apprunner.db.ImageSettings;
import io.apprunner.db.Setting;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code fim-boot show}: tells in JSON what runs when no command is given. */
@Command
public class BootShowCommand implements Callable<Integer> {
    /** Makes no difference; every listing has it. */
    @Option(names = "--json")
    boolean asJson;

    private final ImageSettings settings;
    private final Json json;
    private final Console console;

    /** Made by CDI. */
    public BootShowCommand(ImageSettings settings, Json json, Console console) {
        this.settings = settings;
        this.json = json;
        this.console = console;
    }

    @Override
    public Integer call() {
        BootCommand command = settings.get(Setting.BOOT);
        console.line(json.render(new TreeMap<>(Map.of("args", command.arguments(), "program", command.program()))));
        return 0;
    }
}

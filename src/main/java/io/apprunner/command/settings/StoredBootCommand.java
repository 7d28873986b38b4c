// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings;

import io.apprunner.command.output.Json;
import io.apprunner.db.BootCommand;
import io.apprunner.db.ImageSettings;
import io.apprunner.db.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** {@code fim-boot}: what runs when no command is given. */
@Command(name = "fim-boot", description = "Sets what runs when no command is given.")
public class StoredBootCommand implements Callable<Integer> {
    @Unmatched
    List<String> words = new ArrayList<>();

    private final ImageSettings settings;
    private final Json json;

    /** Made by CDI. */
    public StoredBootCommand(ImageSettings settings, Json json) {
        this.settings = settings;
        this.json = json;
    }

    @Override
    public Integer call() {
        Words line = new Words("fim-boot", words);
        switch (line.operation("Missing op for 'fim-boot' (<set|show|clear>)")) {
            case "set" -> set(line);
            case "show" -> {
                line.json();
                System.out.println(json.render(fields(settings.get(Setting.BOOT))));
            }
            case "clear" -> {
                line.noneAfter(0);
                settings.forget(Setting.BOOT.component());
            }
            default -> throw line.wrong("Invalid boot operation");
        }
        return 0;
    }

    private void set(Words line) {
        List<String> command = line.operands();
        if (command.isEmpty() || command.getFirst().isEmpty()) {
            throw line.wrong("Missing program for 'set' operation");
        }
        settings.set(Setting.BOOT, new BootCommand(command.getFirst(), command.subList(1, command.size())));
    }

    private static Map<String, Object> fields(BootCommand command) {
        return new TreeMap<>(Map.of("args", command.arguments(), "program", command.program()));
    }
}

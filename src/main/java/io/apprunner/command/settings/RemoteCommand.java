// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings;

import io.apprunner.command.output.Info;
import io.apprunner.command.output.Json;
import io.apprunner.db.ImageSettings;
import io.apprunner.db.Remote;
import io.apprunner.db.Setting;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** {@code fim-remote}: where recipes come from. */
@Command(name = "fim-remote", description = "Sets where recipes come from.")
public class RemoteCommand implements Callable<Integer> {
    @Unmatched
    List<String> words = new ArrayList<>();

    private final ImageSettings settings;
    private final Json json;

    /** Made by CDI. */
    public RemoteCommand(ImageSettings settings, Json json) {
        this.settings = settings;
        this.json = json;
    }

    @Override
    public Integer call() {
        Words line = new Words("fim-remote", words);
        switch (line.operation("Missing op for 'fim-remote' (<set|show|clear>)")) {
            case "set" -> set(line);
            case "show" -> show(line.json());
            case "clear" -> {
                line.noneAfter(0);
                settings.forget(Setting.REMOTE.component());
                Info.print("fim-remote", "Cleared remote URL");
            }
            default -> throw line.wrong("Invalid remote operation");
        }
        return 0;
    }

    private void set(Words line) {
        String url = line.only("Missing URL for 'set' operation");
        if (url.isEmpty() || url.chars().anyMatch(Character::isISOControl)) {
            throw line.wrong("Missing URL for 'set' operation");
        }
        settings.set(Setting.REMOTE, new Remote(url));
        Info.print("fim-remote", "Set remote URL to '" + url + "'");
    }

    private void show(boolean asJson) {
        String url = settings.get(Setting.REMOTE).url();
        if (url.isEmpty()) {
            throw new AppRunnerException(ErrorCode.USAGE, "No remote URL configured", "set one with fim-remote set");
        }
        System.out.println(asJson ? json.render(Map.of("url", url)) : url);
    }
}

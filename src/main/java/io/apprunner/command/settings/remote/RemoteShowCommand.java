// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings.remote;

import io.apprunner.command.output.Json;
import io.apprunner.console.Console;
import io.apprunner.db.ImageSettings;
import io.apprunner.db.Setting;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code fim-remote show}: tells where recipes come from. */
@Command
public class RemoteShowCommand implements Callable<Integer> {
    @Option(names = "--json")
    boolean asJson;

    private final ImageSettings settings;
    private final Json json;
    private final Console console;

    /** Made by CDI. */
    public RemoteShowCommand(ImageSettings settings, Json json, Console console) {
        this.settings = settings;
        this.json = json;
        this.console = console;
    }

    @Override
    public Integer call() {
        String url = settings.get(Setting.REMOTE).url();
        if (url.isEmpty()) {
            throw new AppRunnerException(ErrorCode.USAGE, "No remote URL configured", "set one with fim-remote set");
        }
        console.line(asJson ? json.render(Map.of("url", url)) : url);
        return 0;
    }
}

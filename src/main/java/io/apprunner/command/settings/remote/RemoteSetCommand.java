// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings.remote;

import io.apprunner.command.catalogue.Refusal;
import io.apprunner.console.Console;
import io.apprunner.db.ImageSettings;
import io.apprunner.db.Remote;
import io.apprunner.db.Setting;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code fim-remote set}: sets where recipes come from. */
@Command
public class RemoteSetCommand implements Callable<Integer> {
    /** The message when there is no URL. */
    public static final String MISSING = "Missing URL for 'set' operation";

    @Parameters(index = "0")
    String url = "";

    private final ImageSettings settings;
    private final Console console;

    /** Made by CDI. */
    public RemoteSetCommand(ImageSettings settings, Console console) {
        this.settings = settings;
        this.console = console;
    }

    @Override
    public Integer call() {
        if (url.isEmpty() || url.chars().anyMatch(Character::isISOControl)) {
            throw Refusal.of("remote", MISSING);
        }
        settings.set(Setting.REMOTE, new Remote(url));
        console.info("fim-remote", "Set remote URL to '" + url + "'");
        return 0;
    }
}

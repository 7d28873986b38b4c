// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings;

import io.apprunner.db.ImageSettings;
import io.apprunner.db.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** {@code fim-notify}: whether the desktop is told about a start. */
@Command(name = "fim-notify", description = "Switches the desktop's notification of a start on or off.")
public class NotifyCommand implements Callable<Integer> {
    @Unmatched
    List<String> words = new ArrayList<>();

    private final ImageSettings settings;

    /** Made by CDI. */
    public NotifyCommand(ImageSettings settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() {
        return new SwitchOperation(Setting.NOTIFY, "notify").run(words, settings);
    }
}

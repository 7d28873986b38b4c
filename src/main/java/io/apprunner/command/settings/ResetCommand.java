// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings;

import io.apprunner.command.catalogue.Refusal;
import io.apprunner.db.ImageSettings;
import io.apprunner.reserved.Component;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code fim-reset}: forgets one stored setting, or all of them; it works on damaged ones too. */
@Command
public class ResetCommand implements Callable<Integer> {
    @Parameters(index = "0")
    String setting = "";

    private final ImageSettings settings;

    /** Made by CDI. */
    public ResetCommand(ImageSettings settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() {
        String label = setting.toLowerCase(Locale.ROOT);
        if (label.equals("all")) {
            settings.forgetAll();
        } else {
            settings.forget(Component.labelled(label)
                    .orElseThrow(() -> Refusal.of(
                            "reset",
                            "Invalid setting '" + label + "' (" + String.join(",", labels()) + ")",
                            label,
                            labels())));
        }
        return 0;
    }

    private static List<String> labels() {
        return Stream.concat(Stream.of("all"), Arrays.stream(Component.values()).map(Component::label))
                .toList();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings;

import io.apprunner.db.ImageSettings;
import io.apprunner.reserved.Component;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** {@code fim-reset}: forgets one stored setting, or all of them; it works on damaged ones too. */
@Command(name = "fim-reset", description = "Forgets one stored setting, or all of them, also when damaged.")
public class ResetCommand implements Callable<Integer> {
    @Unmatched
    List<String> words = new ArrayList<>();

    private final ImageSettings settings;

    /** Made by CDI. */
    public ResetCommand(ImageSettings settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() {
        Words line = new Words("fim-reset", words);
        String label = line.operation("Missing setting for 'fim-reset' (all," + labels() + ")");
        line.noneAfter(0);
        if (label.equals("all")) {
            settings.forgetAll();
        } else {
            settings.forget(Component.labelled(label)
                    .orElseThrow(() -> line.wrong("Invalid setting '" + label + "' (all," + labels() + ")")));
        }
        return 0;
    }

    private static String labels() {
        return Arrays.stream(Component.values()).map(Component::label).collect(Collectors.joining(","));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings.boot;

import io.apprunner.command.catalogue.Refusal;
import io.apprunner.db.BootCommand;
import io.apprunner.db.ImageSettings;
import io.apprunner.db.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code fim-boot set}: sets what runs when no command is given. */
@Command
public class BootSetCommand implements Callable<Integer> {
    /** The message when there is no program. */
    public static final String MISSING = "Missing program for 'set' operation";

    @Parameters(arity = "1..*")
    List<String> words = new ArrayList<>();

    private final ImageSettings settings;

    /** Made by CDI. */
    public BootSetCommand(ImageSettings settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() {
        if (words.getFirst().isEmpty()) {
            throw Refusal.of("boot", MISSING);
        }
        settings.set(Setting.BOOT, new BootCommand(words.getFirst(), words.subList(1, words.size())));
        return 0;
    }
}

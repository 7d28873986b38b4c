// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings;

import io.apprunner.config.RuntimeConfiguration;
import io.apprunner.db.ImageSettings;
import io.apprunner.db.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** {@code fim-casefold}: whether names of files match in upper and lower case. */
@Command(name = "fim-casefold", description = "Switches matching of file names in upper and lower case on or off.")
public class CasefoldCommand implements Callable<Integer> {
    @Unmatched
    List<String> words = new ArrayList<>();

    private final ImageSettings settings;
    private final RuntimeConfiguration configuration;

    /** Made by CDI. */
    public CasefoldCommand(ImageSettings settings, RuntimeConfiguration configuration) {
        this.settings = settings;
        this.configuration = configuration;
    }

    @Override
    public Integer call() {
        if (words.size() == 1) {
            EffectiveOverlay.of(configuration); // warns when folding is on at present but the overlay cannot do it
        }
        return new SwitchOperation(Setting.CASEFOLD, "casefold").run(words, settings);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings;

import io.apprunner.command.catalogue.Refusal;
import io.apprunner.db.ImageSettings;
import io.apprunner.db.Setting;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Parameters;

/** What the commands have in common that turn something on or off. */
abstract class SwitchCommand implements Callable<Integer> {
    @Parameters(index = "0")
    String word = "";

    private final ImageSettings settings;
    private final Setting<Boolean> setting;
    private final String noun;

    /**
     * @param setting where the switch is stored
     * @param noun what it is called in messages
     */
    SwitchCommand(ImageSettings settings, Setting<Boolean> setting, String noun) {
        this.settings = settings;
        this.setting = setting;
        this.noun = noun;
    }

    @Override
    public Integer call() {
        switch (word.toLowerCase(Locale.ROOT)) {
            case "on" -> settings.set(setting, true);
            case "off" -> settings.set(setting, false);
            default -> throw Refusal.of(noun, "Invalid " + noun + " switch", word, List.of("on", "off"));
        }
        return 0;
    }
}

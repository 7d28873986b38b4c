// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings;

import io.apprunner.db.ImageSettings;
import io.apprunner.db.Setting;
import java.util.List;

/**
 * What fim-casefold and fim-notify have in common: a stored switch.
 *
 * @param setting where it is stored
 * @param noun what it is called in messages
 */
record SwitchOperation(Setting<Boolean> setting, String noun) {
    int run(List<String> words, ImageSettings settings) {
        Words line = new Words("fim-" + noun, words);
        String wrong = "Incorrect number of arguments for 'fim-" + noun + "' (<on|off>)";
        if (words.size() != 1) {
            throw line.wrong(wrong);
        }
        switch (line.operation(wrong)) {
            case "on" -> settings.set(setting, true);
            case "off" -> settings.set(setting, false);
            default -> throw line.wrong("Invalid " + noun + " switch");
        }
        return 0;
    }
}

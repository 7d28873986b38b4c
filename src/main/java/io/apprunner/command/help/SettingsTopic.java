// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.help;

import io.apprunner.config.ConfigKey;
import java.util.Arrays;

/** The topic of the help that tells what the environment configures. */
final class SettingsTopic {
    /** Its name. */
    static final String NAME = "settings";

    private static final int WIDTH = 80;
    private static final String INDENT = "      ";

    private SettingsTopic() {}

    static String text() {
        StringBuilder text = new StringBuilder("settings : what variables of the environment configure\n");
        Arrays.stream(ConfigKey.values())
                .filter(key -> !key.variable().isEmpty())
                .forEach(key ->
                        text.append("  ").append(key.variable()).append(" :\n").append(wrapped(explained(key))));
        return text + "Note: other values count as none, and files of the current folder as nothing\n";
    }

    /** What a variable is for, what it can be, and its default. */
    static String explained(ConfigKey key) {
        String fallback = key.fallback().isEmpty() ? "" : "; default " + key.fallback();
        String stored = key.component().isEmpty()
                ? ""
                : "; stored by fim-" + key.component().get().label();
        return key.meaning() + " (" + key.allowed().description() + fallback + stored + ")";
    }

    private static String wrapped(String text) {
        StringBuilder result = new StringBuilder();
        StringBuilder line = new StringBuilder(INDENT);
        for (String word : text.split(" ", -1)) {
            if (line.length() + word.length() >= WIDTH) {
                result.append(line.toString().stripTrailing()).append('\n');
                line = new StringBuilder(INDENT);
            }
            line.append(word).append(' ');
        }
        return result.append(line.toString().stripTrailing()).append('\n').toString();
    }
}

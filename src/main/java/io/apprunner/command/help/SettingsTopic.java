// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.help;

import io.apprunner.config.ConfigKey;
import java.util.Arrays;
import java.util.List;

/** The topic of the help that tells what the environment configures. */
final class SettingsTopic {
    /** Its name. */
    static final String NAME = "settings";

    private static final String INDENT = "      ";

    private SettingsTopic() {}

    static String text() {
        Lines lines = new Lines();
        lines.add(NAME + " : ", "what variables of the environment configure");
        Arrays.stream(ConfigKey.values())
                .filter(key -> !key.variable().isEmpty())
                .forEach(key -> {
                    lines.add("  ", key.variable() + " :");
                    lines.addWords(INDENT, List.of(explained(key).split(" ", -1)));
                });
        lines.add("Note: ", "other values count as none, and files of the current folder as nothing");
        return lines.toString();
    }

    /** What a variable is for, what it can be, and its default. */
    static String explained(ConfigKey key) {
        String fallback = key.fallback().isEmpty() ? "" : "; default " + key.fallback();
        String stored = key.component().isEmpty()
                ? ""
                : "; stored by fim-" + key.component().get().label();
        return key.meaning() + " (" + key.allowed().description() + fallback + stored + ")";
    }
}

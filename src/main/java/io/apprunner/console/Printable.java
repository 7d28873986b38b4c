// SPDX-License-Identifier: Apache-2.0
package io.apprunner.console;

/** Texts from files, made fit for a terminal and for programs that read lines. */
public final class Printable {
    private Printable() {}

    /** The text with control characters and backslashes written as {@code \xNN}. */
    public static String of(String text) {
        if (text.chars().noneMatch(c -> c == '\\' || Character.isISOControl(c))) {
            return text;
        }
        StringBuilder result = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (c == '\\' || Character.isISOControl(c)) {
                result.append("\\x%02x".formatted(c));
            } else {
                result.appendCodePoint(c);
            }
        });
        return result.toString();
    }
}

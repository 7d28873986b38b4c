// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.help;

import java.util.List;

/** Lines of text for a terminal of 80 columns. What follows the first line of a paragraph stands below its text. */
final class Lines {
    /** Columns of a terminal. */
    static final int WIDTH = 80;

    private final StringBuilder text = new StringBuilder();

    /**
     * Adds a paragraph.
     *
     * @param start what stands before its first line
     * @param paragraph broken where it has line feeds; a line that is too long is broken between words
     */
    void add(String start, String paragraph) {
        String before = start;
        for (String line : paragraph.split("\n", -1)) {
            if (before.length() + line.length() <= WIDTH) {
                append(before, line);
            } else {
                addWords(before, List.of(line.split(" ", -1)));
            }
            before = " ".repeat(start.length());
        }
    }

    /** Adds a paragraph of words, none of which is broken. */
    void addWords(String start, List<String> words) {
        String before = start;
        String line = "";
        for (String word : words) {
            if (!line.isEmpty() && before.length() + line.length() + 1 + word.length() >= WIDTH) {
                append(before, line);
                before = " ".repeat(start.length());
                line = "";
            }
            line += (line.isEmpty() ? "" : " ") + word;
        }
        append(before, line);
    }

    private void append(String before, String line) {
        text.append((before + line).stripTrailing()).append('\n');
    }

    @Override
    public String toString() {
        return text.toString();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.expansion;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Finds where a command substitution ends, by the shell's rules for quotes (POSIX.1-2024, XCU 2.6.3). A pattern of
 * {@code case} needs its opening parenthesis.
 */
final class CommandScanner {
    /** The end is missing. */
    static final int NONE = -1;

    private final String text;
    private final Deque<Character> open = new ArrayDeque<>();
    private int at;

    private CommandScanner(String text, int from, char opening) {
        this.text = text;
        this.at = from;
        open.push(opening);
    }

    /** The index of the parenthesis that closes the one before {@code from}, or {@link #NONE}. */
    static int parenthesis(String text, int from) {
        return new CommandScanner(text, from, '(').end();
    }

    /** The index of the backquote that closes the one before {@code from}, or {@link #NONE}. */
    static int backquote(String text, int from) {
        return new CommandScanner(text, from, '`').end();
    }

    private int end() {
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '\\') {
                at++;
            } else {
                switch (open.element()) {
                    case '"' -> inQuotes(c);
                    case '`' -> closeIf(c == '`');
                    default -> inCommand(c);
                }
            }
            if (open.isEmpty()) {
                return at - 1;
            }
        }
        return NONE;
    }

    private void inQuotes(char c) {
        if (c == '$' && at < text.length() && text.charAt(at) == '(') {
            at++;
            open.push('(');
        } else if (c == '`') {
            open.push('`');
        } else {
            closeIf(c == '"');
        }
    }

    private void inCommand(char c) {
        switch (c) {
            case '"', '`', '(' -> open.push(c);
            case '\'' -> skipBehind('\'');
            case '#' -> {
                if (startsWord()) {
                    skipBehind('\n');
                }
            }
            default -> closeIf(c == ')');
        }
    }

    private void closeIf(boolean closes) {
        if (closes) {
            open.pop();
        }
    }

    private void skipBehind(char end) {
        int found = text.indexOf(end, at);
        at = found < 0 ? text.length() : found + 1;
    }

    /** Whether the character before the present one ends a word. */
    private boolean startsWord() {
        return at < 2 || " \t\n;&|(".indexOf(text.charAt(at - 2)) >= 0;
    }
}

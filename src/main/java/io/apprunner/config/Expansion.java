// SPDX-License-Identifier: Apache-2.0
package io.apprunner.config;

import java.util.Map;
import java.util.Optional;

/**
 * Expands a stored text as FlatImage does, which gives it to wordexp(3) and keeps the first word: tilde, quotes,
 * backslashes and variables. A text with a syntax error stays as it is. So does one with a command substitution: nothing
 * that an image stores runs on the host. Patterns of file names are not looked up.
 */
public final class Expansion {
    /** Characters that wordexp(3) refuses outside of quotes. */
    private static final String REFUSED = "|&;<>(){}\n";

    private static final String SPACE = " \t";

    private final String text;
    private final Map<String, String> variables;
    private final StringBuilder word = new StringBuilder();
    private int at;
    private boolean inWord;
    private boolean quoted;
    private boolean ended;

    private Expansion(String text, Map<String, String> variables) {
        this.text = text;
        this.variables = variables;
    }

    /**
     * The first word of the expanded text; the text itself when it cannot be expanded.
     *
     * @param variables what {@code $NAME} means; others are empty. {@code ~} is {@code HOME}.
     */
    public static String firstWord(String text, Map<String, String> variables) {
        try {
            return new Expansion(text, variables).expand();
        } catch (SyntaxException e) {
            return text;
        }
    }

    /** The text cannot be expanded. */
    private static final class SyntaxException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        SyntaxException() {
            super("", null, false, false);
        }
    }

    /** Goes through the whole text, because an error behind the first word counts too. */
    private String expand() {
        tilde();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (quoted) {
                inQuotes(c);
            } else {
                outside(c);
            }
        }
        if (quoted) {
            throw new SyntaxException();
        }
        return word.toString();
    }

    private void outside(char c) {
        if (REFUSED.indexOf(c) >= 0 || c == '`') {
            throw new SyntaxException();
        }
        switch (c) {
            case ' ', '\t' -> endWord();
            case '\'' -> singleQuotes();
            case '"' -> {
                quoted = true;
                begin();
            }
            case '\\' -> literal(next());
            case '$' -> split(variable());
            default -> literal(c);
        }
    }

    private void inQuotes(char c) {
        switch (c) {
            case '"' -> quoted = false;
            case '`' -> throw new SyntaxException();
            case '\\' -> {
                char escaped = next();
                if ("$`\"\\".indexOf(escaped) < 0) {
                    literal(c);
                }
                literal(escaped);
            }
            case '$' -> variable().chars().forEach(v -> literal((char) v));
            default -> literal(c);
        }
    }

    private void singleQuotes() {
        int end = text.indexOf('\'', at);
        if (end < 0) {
            throw new SyntaxException();
        }
        begin();
        text.substring(at, end).chars().forEach(c -> literal((char) c));
        at = end + 1;
    }

    /** What stands behind a dollar sign. */
    private String variable() {
        if (at < text.length() && text.charAt(at) == '(') {
            throw new SyntaxException();
        }
        boolean braces = at < text.length() && text.charAt(at) == '{';
        int start = braces ? at + 1 : at;
        int end = start;
        while (end < text.length() && isNamePart(text.charAt(end), end > start)) {
            end++;
        }
        if (braces && (end == start || end == text.length() || text.charAt(end) != '}')) {
            throw new SyntaxException();
        }
        if (end == start) {
            return "$";
        }
        at = braces ? end + 1 : end;
        return Optional.ofNullable(variables.get(text.substring(start, end))).orElse("");
    }

    /** Spaces in the value of a variable outside of quotes end words. */
    private void split(String value) {
        for (char c : value.toCharArray()) {
            if (SPACE.indexOf(c) >= 0 || c == '\n') {
                endWord();
            } else {
                literal(c);
            }
        }
    }

    private void tilde() {
        int start = 0;
        while (start < text.length() && SPACE.indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        int next = start + 1;
        boolean alone =
                text.startsWith("~", start) && (next == text.length() || "/ \t".indexOf(text.charAt(next)) >= 0);
        String home = variables.getOrDefault("HOME", "");
        if (alone && !home.isEmpty()) {
            home.chars().forEach(c -> literal((char) c));
            at = next;
        }
    }

    private void begin() {
        inWord = true;
    }

    private void literal(char c) {
        begin();
        if (!ended) {
            word.append(c);
        }
    }

    private void endWord() {
        ended |= inWord;
    }

    private char next() {
        if (at == text.length()) {
            throw new SyntaxException();
        }
        return text.charAt(at++);
    }

    private static boolean isNamePart(char c, boolean digits) {
        return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || digits && c >= '0' && c <= '9';
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.expansion;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Expands a stored text as FlatImage does, which gives it to wordexp(3) and keeps the first word: tilde, quotes,
 * backslashes, variables and command substitutions. A text with a syntax error stays as it is, and nothing of it is
 * evaluated. Patterns of file names are not looked up.
 */
public final class Expansion {
    /** Characters that wordexp(3) refuses outside of quotes. */
    private static final String REFUSED = "|&;<>(){}\n";

    private static final String SPACE = " \t";

    private final String text;
    private final Map<String, String> variables;
    private final Iterator<String> outputs;
    private final List<String> commands = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private int at;
    private boolean inWord;
    private boolean quoted;
    private boolean ended;

    private Expansion(String text, Map<String, String> variables, Iterator<String> outputs) {
        this.text = text;
        this.variables = variables;
        this.outputs = outputs;
    }

    /**
     * The commands whose output the first word may need, in their order; none when the text cannot be expanded.
     *
     * @param variables what {@code $NAME} means; others are empty. {@code ~} is {@code HOME}.
     */
    public static List<String> commands(String text, Map<String, String> variables) {
        try {
            Expansion dry = new Expansion(text, variables, Collections.emptyIterator());
            dry.expand();
            return dry.commands;
        } catch (SyntaxException e) {
            return List.of();
        }
    }

    /**
     * The first word of the expanded text; the text itself when it cannot be expanded.
     *
     * @param variables as they were given to {@link #commands}
     * @param outputs what each of the commands has written
     */
    public static String firstWord(String text, Map<String, String> variables, Iterator<String> outputs) {
        try {
            return new Expansion(text, variables, outputs).expand();
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
        if (REFUSED.indexOf(c) >= 0) {
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
            case '$' -> split(dollar());
            case '`' -> split(backquotes());
            default -> literal(c);
        }
    }

    private void inQuotes(char c) {
        switch (c) {
            case '"' -> quoted = false;
            case '`' -> literal(backquotes());
            case '\\' -> {
                char escaped = next();
                if ("$`\"\\".indexOf(escaped) < 0) {
                    literal(c);
                }
                literal(escaped);
            }
            case '$' -> literal(dollar());
            default -> literal(c);
        }
    }

    private void singleQuotes() {
        int end = text.indexOf('\'', at);
        if (end < 0) {
            throw new SyntaxException();
        }
        begin();
        literal(text.substring(at, end));
        at = end + 1;
    }

    /** What a dollar sign and what belongs to it stand for. */
    private String dollar() {
        return at < text.length() && text.charAt(at) == '(' ? parentheses() : variable();
    }

    private String parentheses() {
        int start = at + 1;
        int end = CommandScanner.parenthesis(text, start);
        if (end == CommandScanner.NONE) {
            throw new SyntaxException();
        }
        at = end + 1;
        String command = text.substring(start, end);
        boolean arithmetic = command.startsWith("(") && CommandScanner.parenthesis(command, 1) == command.length() - 1;
        return output(arithmetic ? "echo \"$(" + command + ")\"" : command);
    }

    /** In backquotes, a backslash before a dollar sign, a backquote or a backslash quotes it for the outer text. */
    private String backquotes() {
        int start = at;
        int end = CommandScanner.backquote(text, start);
        if (end == CommandScanner.NONE) {
            throw new SyntaxException();
        }
        at = end + 1;
        return output(text.substring(start, end).replaceAll(quoted ? "\\\\([$`\"\\\\])" : "\\\\([$`\\\\])", "$1"));
    }

    /** What a command writes, without the line ends at its end; nothing when the first word does not need it. */
    private String output(String command) {
        if (ended) {
            return "";
        }
        commands.add(command);
        // There are none when the text turns out to be wrong behind this place.
        String output = outputs.hasNext() ? outputs.next().replace("\0", "") : "";
        int end = output.length();
        while (end > 0 && output.charAt(end - 1) == '\n') {
            end--;
        }
        return output.substring(0, end);
    }

    private String variable() {
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
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
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
            literal(home);
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

    private void literal(String text) {
        text.chars().forEach(c -> literal((char) c));
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

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.help;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One way to call a command.
 *
 * @param text as the help has it, with the command's name
 * @param groups what follows the name: words that stand together, and that can be left out together
 */
record Usage(String text, List<Group> groups) {
    /**
     * Words that stand together.
     *
     * @param words at least one
     * @param optional whether they can be left out
     */
    record Group(List<Word> words, boolean optional) {
        Group {
            words = List.copyOf(words);
        }
    }

    /**
     * A word.
     *
     * @param literals what it can be; empty when it stands for something
     * @param placeholder what it stands for, such as {@code file}; empty when it is literal
     * @param list whether it is a list with commas
     */
    record Word(List<String> literals, String placeholder, boolean list) {
        Word {
            literals = List.copyOf(literals);
        }
    }

    Usage {
        groups = List.copyOf(groups);
    }

    /** The usage in a line such as {@code fim-layer extract [--layer <n>] <file> <dir>}. */
    static Usage parse(String text) {
        List<Group> groups = new ArrayList<>();
        List<Word> open = new ArrayList<>();
        boolean optional = false;
        for (String token : text.split(" +", -1)) {
            optional |= token.startsWith("[");
            open.add(word(token));
            if (!optional || token.contains("]")) {
                groups.add(new Group(open, optional));
                open = new ArrayList<>();
                optional = false;
            }
        }
        return new Usage(text, groups.subList(1, groups.size()));
    }

    private static Word word(String token) {
        boolean placeholder = token.contains("<") || token.startsWith("[") && !token.startsWith("[--");
        String name = token.replaceAll("[\\[\\]<>]", "").replace("...", "");
        if (name.contains("|")) {
            return new Word(Arrays.asList(name.split("\\|")), "", false);
        }
        boolean list = name.endsWith(",");
        return placeholder
                ? new Word(List.of(), list ? name.substring(0, name.length() - 1) : name, list)
                : new Word(List.of(name), "", false);
    }

    /** The sequences of words that it allows: with and without each of its optional groups. */
    List<List<Word>> sequences() {
        List<List<Word>> sequences = List.of(List.of());
        for (Group group : groups) {
            List<List<Word>> longer = new ArrayList<>();
            for (List<Word> sequence : sequences) {
                if (group.optional()) {
                    longer.add(sequence);
                }
                List<Word> with = new ArrayList<>(sequence);
                with.addAll(group.words());
                longer.add(with);
            }
            sequences = longer;
        }
        return sequences;
    }
}

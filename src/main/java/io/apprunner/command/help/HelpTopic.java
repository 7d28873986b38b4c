// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.help;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A topic of the help, taken apart; manual pages and completion scripts are made of it.
 *
 * @param command the command, such as {@code fim-perms}
 * @param purpose what it is for, in a few words
 * @param blocks ways to call it
 * @param notes what else is to be known
 * @param examples command lines
 */
record HelpTopic(String command, String purpose, List<Block> blocks, List<String> notes, List<String> examples) {
    private static final String SEPARATOR = " : ";

    /**
     * A word of a usage with its meaning.
     *
     * @param word such as {@code <file>}
     * @param meaning what it stands for
     */
    record Detail(String word, String meaning) {}

    /**
     * Usages and the words in them that are explained together.
     *
     * @param usages ways to call the command
     * @param details the explained words
     */
    record Block(List<Usage> usages, List<Detail> details) {
        Block {
            usages = List.copyOf(usages);
            details = List.copyOf(details);
        }
    }

    HelpTopic {
        blocks = List.copyOf(blocks);
        notes = List.copyOf(notes);
        examples = List.copyOf(examples);
    }

    /** The topic of a text of {@link HelpText}: a line with the purpose, then one paragraph after the other. */
    static HelpTopic parse(String text) {
        List<String> paragraphs = paragraphs(text);
        String[] title = paragraphs.getFirst().split(SEPARATOR, 2);
        List<Block> blocks = new ArrayList<>();
        List<Usage> usages = new ArrayList<>();
        List<Detail> details = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        List<String> examples = new ArrayList<>();
        for (String paragraph : paragraphs.subList(1, paragraphs.size())) {
            int colon = paragraph.indexOf(':');
            String word = paragraph.substring(0, colon).strip();
            String rest = paragraph.substring(colon + 1).strip();
            if (word.equals("Usage") && !details.isEmpty()) {
                blocks.add(new Block(usages, details));
                usages.clear();
                details.clear();
            }
            switch (word) {
                case "Usage" -> usages.add(Usage.parse(rest));
                case "Note" -> notes.add(rest);
                case "Example" -> examples.add(rest);
                default -> details.add(new Detail(word, rest));
            }
        }
        blocks.add(new Block(usages, details));
        return new HelpTopic(title[0].strip(), title[1].strip(), blocks, notes, examples);
    }

    /** All ways to call it. */
    List<Usage> usages() {
        return blocks.stream().flatMap(block -> block.usages().stream()).toList();
    }

    /** A line that is indented by more than an explained word continues the one before it. */
    private static List<String> paragraphs(String text) {
        List<String> paragraphs = new ArrayList<>();
        Arrays.stream(text.split("\n", -1)).filter(line -> !line.isEmpty()).forEach(line -> {
            if (line.startsWith("   ")) {
                paragraphs.add(paragraphs.removeLast() + " " + line.strip());
            } else {
                paragraphs.add(line);
            }
        });
        return paragraphs;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One way to call a command; operations that are called alike share it.
 *
 * @param command the command, such as {@code fim-perms}
 * @param parts what follows it, the words of the operations first
 */
public record Usage(String command, List<Part> parts) {
    /** Keeps copies of the lists. */
    public Usage {
        parts = List.copyOf(parts);
    }

    /** What follows the command, on one line. */
    public String operands() {
        return parts.stream().map(Part::shown).collect(Collectors.joining(" "));
    }

    /** The sequences of words that it allows: with and without each of its optional parts. */
    public List<List<Word>> sequences() {
        List<List<Word>> sequences = List.of(List.of());
        for (Part part : parts) {
            List<List<Word>> longer = new ArrayList<>();
            for (List<Word> sequence : sequences) {
                if (part.optional()) {
                    longer.add(sequence);
                }
                List<Word> with = new ArrayList<>(sequence);
                with.addAll(part.words());
                longer.add(with);
            }
            sequences = longer;
        }
        return sequences;
    }
}

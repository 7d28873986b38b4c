// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.catalogue;

import java.util.ArrayList;
import java.util.List;

/**
 * Operations and the words in their usages that are explained together.
 *
 * @param operations at least one
 * @param details the explained words
 */
public record Section(List<Operation> operations, List<Detail> details) {
    /** Keeps copies of the lists. */
    public Section {
        operations = List.copyOf(operations);
        details = List.copyOf(details);
    }

    /** Operations of which nothing is explained. */
    public static Section of(Operation... operations) {
        return new Section(List.of(operations), List.of());
    }

    /** With another explained word. */
    public Section explaining(String word, String meaning) {
        List<Detail> all = new ArrayList<>(details);
        all.add(new Detail(word, meaning));
        return new Section(operations, all);
    }

    /** The words of its operations. */
    public List<String> words() {
        return operations.stream()
                .flatMap(operation -> operation.word().stream())
                .toList();
    }

    /** The ways to call its operations; neighbours that are followed by the same operands share one. */
    List<Usage> usages(String command) {
        List<Usage> usages = new ArrayList<>();
        List<String> alike = new ArrayList<>();
        for (int i = 0; i < operations.size(); i++) {
            Operation operation = operations.get(i);
            operation.word().ifPresent(alike::add);
            if (i + 1 == operations.size() || !isAlike(operation, operations.get(i + 1))) {
                operation.forms().forEach(form -> usages.add(usage(command, alike, form)));
                alike.clear();
            }
        }
        return usages;
    }

    private static boolean isAlike(Operation one, Operation other) {
        return one.forms().equals(other.forms()) && !one.forms().getFirst().isEmpty();
    }

    private static Usage usage(String command, List<String> words, List<Part> form) {
        List<Part> parts = new ArrayList<>();
        if (!words.isEmpty()) {
            parts.add(Part.choice(words.toArray(String[]::new)));
        }
        parts.addAll(form);
        return new Usage(command, parts);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.error;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.IntStream;

/** Finds the word that somebody may have meant, for the hints of failures. */
public final class Nearest {
    /** One letter may be wrong, and one more for each so many letters of the word. */
    private static final int LETTERS = 4;

    private Nearest() {}

    /**
     * A question such as {@code "did you mean home? "}; empty when no known word is near.
     *
     * @param word what was given; upper and lower case make no difference
     * @param known the words that are right
     */
    public static String question(String word, Collection<String> known) {
        String lower = word.toLowerCase(Locale.ROOT);
        int limit = Math.min(lower.length() - 1, 1 + lower.length() / LETTERS);
        return known.stream()
                .min(Comparator.comparingInt(right -> distance(lower, right.toLowerCase(Locale.ROOT))))
                .filter(right -> distance(lower, right.toLowerCase(Locale.ROOT)) <= limit)
                .map(right -> "did you mean " + right + "? ")
                .orElse("");
    }

    /** How many letters must be put in, left out or replaced to make one text the other (Levenshtein). */
    private static int distance(String a, String b) {
        int[] row = IntStream.rangeClosed(0, b.length()).toArray();
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}

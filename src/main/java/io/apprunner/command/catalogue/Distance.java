// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.catalogue;

import java.util.stream.IntStream;

/** How far apart two words are. */
final class Distance {
    private Distance() {}

    /** How many letters must be put in, left out or replaced to make one text the other (Levenshtein). */
    static int between(String a, String b) {
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

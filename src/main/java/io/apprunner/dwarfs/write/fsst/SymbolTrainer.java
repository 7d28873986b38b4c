// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.fsst;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the pieces that are worth a symbol, as the paper on FSST (Boncz, Neumann, Leis; 2020) describes it: a sample is
 * coded again and again, and each time the pieces that were used, and pairs of neighbours, compete for the next table.
 * The same strings give the same table.
 */
public final class SymbolTrainer {
    private static final int ROUNDS = 6;
    /** Bytes of strings that are looked at. */
    private static final int SAMPLE = 1 << 17;
    /** Without a symbol of its own a byte takes two. */
    private static final int SINGLE_WEIGHT = 4;

    private SymbolTrainer() {}

    /** The table for these strings. */
    public static SymbolTable train(List<byte[]> strings) {
        List<byte[]> sample = sample(strings);
        SymbolTable table = new SymbolTable(List.of());
        for (int round = 0; round < ROUNDS; round++) {
            table = next(table, sample, round == ROUNDS - 1);
        }
        return table;
    }

    /** Strings from everywhere, at equal distances. */
    private static List<byte[]> sample(List<byte[]> strings) {
        long total = strings.stream().mapToLong(string -> string.length).sum();
        int stride = (int) (total / SAMPLE) + 1;
        List<byte[]> sample = new ArrayList<>();
        for (int i = 0; i < strings.size(); i += stride) {
            sample.add(strings.get(i));
        }
        return sample;
    }

    private static SymbolTable next(SymbolTable table, List<byte[]> sample, boolean last) {
        Map<Piece, Integer> counts = new HashMap<>();
        for (byte[] string : sample) {
            count(table, string, counts, !last);
        }
        Comparator<Map.Entry<Piece, Integer>> byGain =
                Comparator.comparingLong(entry -> -gain(entry.getKey(), entry.getValue()));
        return new SymbolTable(counts.entrySet().stream()
                .filter(entry -> entry.getValue() > 1)
                .sorted(byGain.thenComparing(Map.Entry.comparingByKey(Piece.ORDER)))
                .limit(SymbolTable.MOST)
                .map(Map.Entry::getKey)
                .toList());
    }

    private static void count(SymbolTable table, byte[] string, Map<Piece, Integer> counts, boolean pairs) {
        List<Piece> pieces = new ArrayList<>();
        table.split(string, pieces::add);
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            counts.merge(piece, 1, Integer::sum);
            if (piece.length() > 1) {
                // A byte may be worth more than the longer symbols that begin with it.
                counts.merge(new Piece(piece.at(0) & 0xFFL, 1), 1, Integer::sum);
            }
            if (pairs
                    && i + 1 < pieces.size()
                    && piece.length() + pieces.get(i + 1).length() <= Piece.LONGEST) {
                counts.merge(piece.and(pieces.get(i + 1)), 1, Integer::sum);
            }
        }
    }

    private static long gain(Piece piece, int count) {
        return (long) count * (piece.length() == 1 ? SINGLE_WEIGHT : piece.length());
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.fsst;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * Up to 255 pieces, each of which a single byte stands for (DwarFS format 2.5, string tables). Codes ascend with the
 * lengths 2 to 8, then 1, and in that with {@link Piece#ORDER}: the same pieces make the same table.
 */
public final class SymbolTable {
    /** Codes are below 255, which says that a byte stands for itself. */
    static final int MOST = 255;

    private static final int BYTES = 256;
    private static final byte[] HEAD = {1, 0, 0, 0, 0x0A, 0x14, 0x34, 0x01, 0};

    private record Symbol(Piece piece, int code) {}

    private final List<Symbol> symbols = new ArrayList<>();
    /** The symbols by their first byte. */
    private final List<List<Symbol>> byFirst = new ArrayList<>(BYTES);

    SymbolTable(Collection<Piece> pieces) {
        for (int i = 0; i < BYTES; i++) {
            byFirst.add(new ArrayList<>(0));
        }
        List<Piece> sorted = pieces.stream().sorted(Piece.ORDER).toList();
        sorted.stream().filter(piece -> piece.length() > 1).forEach(this::add);
        sorted.stream().filter(piece -> piece.length() == 1).forEach(this::add);
    }

    private void add(Piece piece) {
        Symbol symbol = new Symbol(piece, symbols.size());
        symbols.add(symbol);
        byFirst.get(piece.at(0) & 0xFF).add(symbol);
    }

    /** The table as it stands in an image. */
    public byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] head = HEAD.clone();
        head[1] = (byte) symbols.size();
        out.writeBytes(head);
        for (int length = 1; length <= Piece.LONGEST; length++) {
            int wanted = length;
            out.write((int) symbols.stream()
                    .filter(symbol -> symbol.piece().length() == wanted)
                    .count());
        }
        for (Symbol symbol : symbols) {
            for (int i = 0; i < symbol.piece().length(); i++) {
                out.write(symbol.piece().at(i));
            }
        }
        return out.toByteArray();
    }

    /** Appends the shortest code of {@code data[from..to)}. */
    public void encode(byte[] data, int from, int to, ByteArrayOutputStream out) {
        Symbol[] best = plan(data, from, to);
        for (int at = from; at < to; ) {
            Symbol symbol = best[at - from];
            if (symbol.code() == MOST) {
                out.write(MOST);
                out.write(data[at]);
            } else {
                out.write(symbol.code());
            }
            at += symbol.piece().length();
        }
    }

    /** Gives out the pieces of the shortest code of a string, those that have no symbol too. */
    void split(byte[] string, Consumer<Piece> sink) {
        Symbol[] best = plan(string, 0, string.length);
        for (int at = 0; at < string.length; ) {
            sink.accept(best[at].piece());
            at += best[at].piece().length();
        }
    }

    /** What to take at each byte, found from the end on: of equal costs the longest. */
    private Symbol[] plan(byte[] data, int from, int to) {
        int length = to - from;
        int[] cost = new int[length + 1];
        Symbol[] best = new Symbol[length];
        for (int i = length - 1; i >= 0; i--) {
            cost[i] = cost[i + 1] + 2;
            Symbol chosen = null;
            for (Symbol symbol : byFirst.get(data[from + i] & 0xFF)) {
                int size = symbol.piece().length();
                if (symbol.piece().isAt(data, from + i, to)
                        && (cost[i + size] + 1 < cost[i]
                                || cost[i + size] + 1 == cost[i]
                                        && chosen != null
                                        && size > chosen.piece().length())) {
                    cost[i] = cost[i + size] + 1;
                    chosen = symbol;
                }
            }
            best[i] = chosen == null ? new Symbol(Piece.of(data, from + i, 1), MOST) : chosen;
        }
        return best;
    }
}

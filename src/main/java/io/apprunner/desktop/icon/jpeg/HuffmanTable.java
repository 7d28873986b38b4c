// SPDX-License-Identifier: Apache-2.0
package io.apprunner.desktop.icon.jpeg;

import io.apprunner.desktop.icon.raster.Defect;
import java.nio.ByteBuffer;

/** A code of JPEG (ITU-T T.81, annexes C and F.2.2.3): of each length the first code, and where its symbols begin. */
final class HuffmanTable {
    private static final int LENGTHS = 16;

    private final int[] firstCode = new int[LENGTHS];
    private final int[] firstSymbol = new int[LENGTHS];
    private final int[] count = new int[LENGTHS];
    private final byte[] symbols;

    private HuffmanTable(byte[] symbols) {
        this.symbols = symbols;
    }

    /** Reads the counts of the sixteen lengths, and the symbols. */
    static HuffmanTable decode(ByteBuffer in, int offset) {
        int[] counts = new int[LENGTHS];
        int total = 0;
        if (in.remaining() < LENGTHS) {
            throw Defect.at(offset, "a Huffman table", "the end");
        }
        for (int i = 0; i < LENGTHS; i++) {
            counts[i] = in.get() & 0xff;
            total += counts[i];
        }
        if (total > 256 || total > in.remaining()) {
            throw Defect.at(offset, "at most 256 symbols", total);
        }
        byte[] symbols = new byte[total];
        in.get(symbols);
        HuffmanTable table = new HuffmanTable(symbols);
        int code = 0;
        int symbol = 0;
        for (int i = 0; i < LENGTHS; i++) {
            table.firstCode[i] = code;
            table.firstSymbol[i] = symbol;
            table.count[i] = counts[i];
            code = code + counts[i] << 1;
            symbol += counts[i];
        }
        return table;
    }

    /** The next symbol, 0 to 255. */
    int read(JpegBits bits) {
        int code = 0;
        for (int i = 0; i < LENGTHS; i++) {
            code = code << 1 | bits.bit();
            int index = code - firstCode[i];
            if (index >= 0 && index < count[i]) {
                return symbols[firstSymbol[i] + index] & 0xff;
            }
        }
        throw Defect.at(bits.position(), "a code of the Huffman table", "another one");
    }
}

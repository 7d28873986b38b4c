// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.metadata;

import io.apprunner.dwarfs.write.fsst.SymbolTable;
import io.apprunner.dwarfs.write.fsst.SymbolTrainer;
import io.apprunner.dwarfs.write.metadata.MetadataModel.StringTable;
import io.apprunner.zstd.Effort;
import io.apprunner.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Codes the strings of a table if the image becomes smaller by it; compressed metadata mostly do without. */
final class StringCoder {
    /** Enough to tell which of two buffers compresses better. */
    private static final Effort TRIAL = Effort.of(9);

    private StringCoder() {}

    /**
     * The smaller one of {@code plain} and its coded form.
     *
     * @param effort how the metadata are going to be compressed, if at all
     */
    static StringTable smaller(StringTable plain, Effort effort) {
        StringTable coded = coded(plain);
        return size(coded, effort) < size(plain, effort) ? coded : plain;
    }

    private static StringTable coded(StringTable plain) {
        byte[] buffer = plain.buffer();
        long[] index = new long[plain.index().length];
        List<byte[]> strings = new ArrayList<>(index.length);
        for (int i = 0; i + 1 < index.length; i++) {
            strings.add(Arrays.copyOfRange(buffer, (int) plain.index()[i], (int) plain.index()[i + 1]));
        }
        SymbolTable symbols = SymbolTrainer.train(strings);
        ByteArrayOutputStream out = new ByteArrayOutputStream(buffer.length / 2);
        for (int i = 0; i < strings.size(); i++) {
            symbols.encode(strings.get(i), 0, strings.get(i).length, out);
            index[i + 1] = out.size();
        }
        return new StringTable(out.toByteArray(), Optional.of(symbols.bytes()), index);
    }

    private static int size(StringTable table, Effort effort) {
        int symbols = table.symbols().map(bytes -> bytes.length).orElse(0);
        byte[] buffer = table.buffer();
        if (effort.none()) {
            return symbols + buffer.length;
        }
        ByteBuffer source = ByteBuffer.allocateDirect(buffer.length).put(buffer).flip();
        ByteBuffer target = ByteBuffer.allocateDirect(Zstd.get().compressBound(buffer.length));
        return symbols + Zstd.get().compress(source, target, TRIAL);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs;

import io.apprunner.zstd.Zstd;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/** The zstd decoders and small buffers that the blocks of a cache share. Safe for several threads. */
final class DecoderPool implements AutoCloseable {
    /** With this many blocks half decoded, further ones are decoded to their end at once. */
    private static final int HALF_DECODED_LIMIT = 16;

    private final ArrayDeque<Zstd.Decoder> decoders = new ArrayDeque<>();
    private final ArrayDeque<Scratch> scratches = new ArrayDeque<>();
    private int taken;

    /**
     * Memory for one decoding step.
     *
     * @param source direct, for compressed bytes
     * @param piece for checksums
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Scratch(ByteBuffer source, byte[] piece) {}

    synchronized Scratch takeScratch() {
        Scratch scratch = scratches.pollLast();
        return scratch == null
                ? new Scratch(ByteBuffer.allocateDirect(Checksum.PIECE), new byte[Checksum.PIECE])
                : scratch;
    }

    synchronized void giveScratch(Scratch scratch) {
        scratches.addLast(scratch);
    }

    synchronized Zstd.Decoder takeDecoder() {
        Zstd.Decoder decoder = decoders.pollLast();
        taken++;
        return decoder == null ? Zstd.get().newDecoder() : decoder;
    }

    synchronized void giveDecoder(Zstd.Decoder decoder) {
        decoder.reset();
        taken--;
        decoders.addLast(decoder);
    }

    synchronized boolean isCrowded() {
        return taken > HALF_DECODED_LIMIT;
    }

    @Override
    public synchronized void close() {
        decoders.forEach(Zstd.Decoder::close);
        decoders.clear();
        scratches.clear();
    }
}

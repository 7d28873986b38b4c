// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.block;

import io.apprunner.dwarfs.container.Checksum;
import io.apprunner.dwarfs.format.Compression;
import io.apprunner.dwarfs.format.SectionHeader;
import io.apprunner.zstd.Zstd;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.Semaphore;

/** The zstd decoders and small buffers that the blocks of a cache share. Safe for several threads. */
final class DecoderPool implements AutoCloseable {
    /** With this many blocks half decoded, further ones are decoded to their end at once. */
    private static final int HALF_DECODED_LIMIT = 16;

    /** MiB of the heap that codecs other than zstd may use at a time. */
    private static final int HEAP = 96;

    /** What a codec needs there: its dictionary and a little more. */
    private static final int XZ_DICTIONARY = 66;

    private static final int BROTLI_WINDOW = 34;

    private final Semaphore heap = new Semaphore(HEAP, true);
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

    /** Waits until there is room on the heap to decode a block at once; what is returned is to be given back. */
    int takeHeap(SectionHeader header) {
        int needed = switch (Compression.of(header.compression())) {
            case LZMA -> XZ_DICTIONARY;
            case BROTLI -> BROTLI_WINDOW;
            case null, default -> 1;
        };
        heap.acquireUninterruptibly(needed);
        return needed;
    }

    void giveHeap(int taken) {
        heap.release(taken);
    }

    @Override
    public synchronized void close() {
        decoders.forEach(Zstd.Decoder::close);
        decoders.clear();
        scratches.clear();
    }
}

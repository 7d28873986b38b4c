// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.tree;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Runs of zeros in the content of files. */
final class Zeros {
    private static final int PAGE = 4096;

    /** Every run of 64 KiB has so many whole pages, wherever it begins. */
    private static final int SHORTEST_HOLE = 15 * PAGE;

    private static final MemorySegment ZEROS =
            MemorySegment.ofArray(new byte[PAGE]).asReadOnly();

    private Zeros() {}

    /** How many bytes of a buffer are zero from the byte {@code from} behind its position on. */
    static int count(ByteBuffer buffer, int from) {
        MemorySegment bytes = MemorySegment.ofBuffer(buffer);
        int size = buffer.remaining();
        for (int at = from; at < size; at += PAGE) {
            int length = Math.min(PAGE, size - at);
            long other = MemorySegment.mismatch(bytes, at, at + (long) length, ZEROS, 0, length);
            if (other >= 0) {
                return at + (int) other - from;
            }
        }
        return size - from;
    }

    /**
     * Writes what remains of a buffer to a file that has nothing there yet, but for runs of zeros from 64 KiB on, which
     * become holes.
     *
     * @param position where the bytes belong
     */
    static void writeSparsely(FileChannel file, long position, ByteBuffer data) throws IOException {
        int size = data.remaining();
        int written = 0;
        // Holes begin and end with pages of the file.
        int at = (int) (-position & (PAGE - 1));
        while (at < size) {
            int run = count(data, at) / PAGE * PAGE;
            if (run >= SHORTEST_HOLE) {
                write(file, position, data, written, at);
                written = at + run;
            }
            at += run + PAGE;
        }
        write(file, position, data, written, size);
    }

    private static void write(FileChannel file, long position, ByteBuffer data, int from, int to) throws IOException {
        int start = data.position();
        ByteBuffer part = data.duplicate().limit(start + to).position(start + from);
        long at = position + from;
        while (part.hasRemaining()) {
            at += file.write(part, at);
        }
    }
}

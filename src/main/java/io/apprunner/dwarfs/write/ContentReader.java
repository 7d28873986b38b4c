// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write;

import io.apprunner.dwarfs.write.scan.SourceProbe.Hole;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.List;

/**
 * Reads a file from its start to its end, data and runs of zeros in turn. Zeros count in whole units only, so that what
 * counts depends on the bytes and not on where the file system has holes; holes merely save the reading.
 */
final class ContentReader {
    /** Bytes that are looked at together. */
    static final int UNIT = 1 << 16;

    private static final byte[] ZEROS = new byte[UNIT];

    private final FileChannel file;
    private final long size;
    private final List<Hole> holes;
    private final byte[] unit = new byte[UNIT];
    /** Where the unit begins in the file, how many bytes it has, and how many of them were given out. */
    private long start;

    private int length;
    private int given;
    private int nextHole;

    /**
     * @param size the bytes that the file should have
     * @param holes its holes, ascending
     */
    ContentReader(FileChannel file, long size, List<Hole> holes) {
        this.file = file;
        this.size = size;
        this.holes = holes;
    }

    /** How many bytes have been passed. */
    long position() {
        return start + given;
    }

    /**
     * Reads data.
     *
     * @return at least 1, at most {@code count}; -1 at the end of the file and before zeros
     * @throws EOFException when the file is shorter than it should be
     */
    int read(byte[] target, int from, int count) throws IOException {
        if (given == length && !load() || given == 0 && isZero()) {
            return -1;
        }
        int some = Math.min(count, length - given);
        System.arraycopy(unit, given, target, from, some);
        given += some;
        return some;
    }

    /**
     * Passes over zeros.
     *
     * @return how many bytes of them there were here
     * @throws EOFException when the file is shorter than it should be
     */
    long skipZeros() throws IOException {
        long before = position();
        do {
            skipHole();
            if (given == length && !load() || !isZero()) {
                break;
            }
            given = length;
        } while (true);
        return position() - before;
    }

    /** Moves to the end of the last whole unit of a hole that begins at the present unit or before. */
    private void skipHole() {
        long at = position();
        if (given != length) {
            return;
        }
        while (nextHole < holes.size() && holes.get(nextHole).to() < at + UNIT) {
            nextHole++;
        }
        if (nextHole < holes.size() && holes.get(nextHole).from() <= at) {
            long end = Math.min(size, holes.get(nextHole).to());
            start = end - (end - at) % UNIT;
            length = 0;
            given = 0;
        }
    }

    private boolean isZero() {
        return given == 0 && length == UNIT && Arrays.equals(unit, ZEROS);
    }

    /** Reads the next unit; false at the end. */
    private boolean load() throws IOException {
        start += length;
        given = 0;
        length = 0;
        int wanted = (int) Math.min(UNIT, size - start);
        ByteBuffer buffer = ByteBuffer.wrap(unit, 0, wanted);
        while (buffer.hasRemaining()) {
            if (file.read(buffer, start + buffer.position()) < 0) {
                throw new EOFException();
            }
        }
        length = wanted;
        return wanted > 0;
    }
}

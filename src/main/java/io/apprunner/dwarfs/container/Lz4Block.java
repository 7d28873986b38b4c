// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.container;

import io.apprunner.dwarfs.format.Place;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * The raw LZ4 block format: sequences of literals and of copies from what was written before. Plain Java with every
 * bound checked, because the usual library picks its decoders by reflection.
 */
final class Lz4Block {
    private static final int SHORTEST_MATCH = 4;
    private static final int PIECE = 1 << 15;
    /** Copies up to so many bytes are faster one by one. */
    private static final int SHORT = 24;

    private final InputStream source;
    private final ByteBuffer target;
    private final int size;
    private final Place place;
    private final byte[] piece = new byte[PIECE];
    /** What was read and not used is {@code piece[in..present)}. */
    private int in;

    private int present;
    private int out;

    private Lz4Block(InputStream source, ByteBuffer target, Place place) {
        this.source = source;
        this.target = target;
        this.size = target.limit();
        this.place = place;
    }

    /**
     * Fills {@code target} from its start to its limit from the block that is the rest of {@code source}.
     *
     * @param target a direct buffer
     * @throws io.apprunner.error.FormatException when the block does not give exactly that many bytes
     * @throws IOException when {@code source} cannot be read
     */
    static void decode(InputStream source, ByteBuffer target, Place place) throws IOException {
        new Lz4Block(source, target, place).run();
    }

    private void run() throws IOException {
        while (true) {
            int token = next();
            literals(length(token >>> 4));
            if (isAtEnd()) {
                break;
            }
            int distance = next() | next() << 8;
            match(distance, length(token & 15) + SHORTEST_MATCH);
        }
        if (out != size) {
            throw place.bad(size + " bytes of lz4 data", out);
        }
    }

    private boolean isAtEnd() throws IOException {
        if (in == present) {
            in = 0;
            present = Math.max(0, source.read(piece));
        }
        return present == 0;
    }

    private int next() throws IOException {
        if (in == present && isAtEnd()) {
            throw place.bad("more lz4 data", "its end");
        }
        return piece[in++] & 0xFF;
    }

    private int length(int start) throws IOException {
        int length = start;
        if (start == 15) {
            int more;
            do {
                more = next();
                length += more;
                if (length > size) {
                    throw place.bad("an lz4 sequence within " + size + " bytes", length);
                }
            } while (more == 255);
        }
        return length;
    }

    private void literals(int length) throws IOException {
        if (length > size - out) {
            throw place.bad("lz4 literals within the block", length);
        }
        int left = length;
        while (left > 0) {
            if (isAtEnd()) {
                throw place.bad("lz4 literals within the block", length);
            }
            int count = Math.min(left, present - in);
            target.put(out, piece, in, count);
            in += count;
            out += count;
            left -= count;
        }
    }

    private void match(int distance, int length) {
        if (distance == 0 || distance > out || length > size - out) {
            throw place.bad("an lz4 match within the block", length + " bytes from " + distance + " back");
        }
        int from = out - distance;
        if (length <= SHORT) {
            for (int i = 0; i < length; i++) {
                target.put(out + i, target.get(from + i));
            }
            out += length;
            return;
        }
        // A copy that overlaps itself repeats its first bytes; what is written can be copied from again.
        int left = length;
        while (left > 0) {
            int count = Math.min(left, out - from);
            target.put(out, target, from, count);
            out += count;
            left -= count;
        }
    }
}

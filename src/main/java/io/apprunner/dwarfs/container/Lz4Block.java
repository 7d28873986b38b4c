// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.container;

import io.apprunner.dwarfs.format.Place;

/**
 * The raw LZ4 block format: sequences of literals and of copies from what was written before. Plain Java with every
 * bound checked, because the usual library picks its decoders by reflection.
 */
final class Lz4Block {
    private static final int SHORTEST_MATCH = 4;

    private final byte[] source;
    private final byte[] target;
    private final Place place;
    private int in;
    private int out;

    private Lz4Block(byte[] source, int from, byte[] target, Place place) {
        this.source = source;
        this.in = from;
        this.target = target;
        this.place = place;
    }

    /**
     * Fills {@code target} from the block that is the rest of {@code source}.
     *
     * @throws io.apprunner.error.FormatException when the block does not give exactly that many bytes
     */
    static void decode(byte[] source, int from, byte[] target, Place place) {
        new Lz4Block(source, from, target, place).run();
    }

    private void run() {
        while (true) {
            int token = next();
            literals(length(token >>> 4));
            if (in == source.length) {
                break;
            }
            int distance = next() | next() << 8;
            match(distance, length(token & 15) + SHORTEST_MATCH);
        }
        if (out != target.length) {
            throw place.bad(target.length + " bytes of lz4 data", out);
        }
    }

    private int next() {
        if (in >= source.length) {
            throw place.bad("more lz4 data", "its end");
        }
        return source[in++] & 0xFF;
    }

    private int length(int start) {
        int length = start;
        if (start == 15) {
            int more;
            do {
                more = next();
                length += more;
                if (length > target.length) {
                    throw place.bad("an lz4 sequence within " + target.length + " bytes", length);
                }
            } while (more == 255);
        }
        return length;
    }

    private void literals(int length) {
        if (length > source.length - in || length > target.length - out) {
            throw place.bad("lz4 literals within the block", length);
        }
        System.arraycopy(source, in, target, out, length);
        in += length;
        out += length;
    }

    private void match(int distance, int length) {
        if (distance == 0 || distance > out || length > target.length - out) {
            throw place.bad("an lz4 match within the block", length + " bytes from " + distance + " back");
        }
        int from = out - distance;
        // A copy that overlaps itself repeats its first bytes; what is written can be copied from again.
        int left = length;
        while (left > 0) {
            int piece = Math.min(left, out - from);
            System.arraycopy(target, from, target, out, piece);
            out += piece;
            left -= piece;
        }
    }
}

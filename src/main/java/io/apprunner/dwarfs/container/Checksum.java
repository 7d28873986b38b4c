// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.container;

import com.dynatrace.hash4j.hashing.HashStream64;
import com.dynatrace.hash4j.hashing.Hashing;
import io.apprunner.dwarfs.format.Place;
import io.apprunner.dwarfs.format.SectionHeader;
import java.nio.ByteBuffer;

/**
 * The XXH3-64 of a section as its payload comes in. It covers the end of the header, which holds number, type,
 * compression and length, and then the payload.
 */
public final class Checksum {
    /** Direct buffers are hashed through pieces of this many bytes on the heap. */
    public static final int PIECE = 1 << 16;

    private final Section section;
    private final HashStream64 stream = Hashing.xxh3_64().hashStream();

    /** Begins with what the header says of the section. */
    public Checksum(Section section) {
        this.section = section;
        byte[] head = section.header().encode();
        stream.putBytes(head, SectionHeader.XXH3_FROM, head.length - SectionHeader.XXH3_FROM);
    }

    static long xxh3(byte[] bytes, int from, int to) {
        return Hashing.xxh3_64().hashBytesToLong(bytes, from, to - from);
    }

    /** Takes in all of {@code bytes}. */
    public void update(byte[] bytes) {
        stream.putBytes(bytes);
    }

    /** Takes in the first {@code count} bytes. */
    public void update(byte[] bytes, int count) {
        stream.putBytes(bytes, 0, count);
    }

    /** Takes in {@code buffer[from..to)} by way of {@code piece}, whatever its size. */
    public void update(ByteBuffer buffer, int from, int to, byte[] piece) {
        for (int at = from; at < to; at += piece.length) {
            int count = Math.min(piece.length, to - at);
            buffer.get(at, piece, 0, count);
            stream.putBytes(piece, 0, count);
        }
    }

    /** Refuses a payload, now complete, that is not the one that was written. */
    public void check(Place place) {
        if (!section.header().hasChecksums()) {
            return;
        }
        long expected = section.header().xxh3();
        long found = stream.getAsLong();
        if (expected != found) {
            throw place.checksum("XXH3 " + Long.toHexString(expected), Long.toHexString(found));
        }
    }
}

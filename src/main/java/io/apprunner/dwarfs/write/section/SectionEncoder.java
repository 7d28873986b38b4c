// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.section;

import com.dynatrace.hash4j.hashing.HashStream64;
import com.dynatrace.hash4j.hashing.Hashing;
import io.apprunner.zstd.Effort;
import io.apprunner.zstd.Zstd;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Compresses a payload and makes its section header, version 2.5 (all numbers little-endian). */
final class SectionEncoder {
    /** Bytes of a header: magic, version, both hashes, number, type, compression, length. */
    static final int HEADER = 64;

    private static final byte[] MAGIC = "DWARFS".getBytes(StandardCharsets.US_ASCII);
    private static final int MAJOR = 2;
    private static final int MINOR = 5;
    private static final int SHA = 8;
    private static final int XXH = 40;
    private static final int NUMBER = 48;
    private static final int TYPE = 52;
    private static final int COMPRESSION = 54;
    private static final int LENGTH = 56;

    private static final int NONE = 0;
    private static final int ZSTD = 2;
    private static final int COPY = 1 << 16;

    private SectionEncoder() {}

    /**
     * Compresses {@code raw} unless that is not wanted or it would not shrink, and makes the header.
     *
     * @param number the section's position in the image
     * @param raw a direct buffer; its position does not change
     * @param work a direct buffer with room for the compressed form; unused when nothing is compressed
     * @return a section whose payload lies in {@code raw} or {@code work}
     */
    static Section encode(int number, SectionType type, ByteBuffer raw, ByteBuffer work, Effort effort) {
        if (!effort.none()) {
            work.clear();
            int size = Zstd.get().compress(raw.duplicate(), work, effort);
            if (size < raw.remaining()) {
                return seal(number, type, ZSTD, work.flip());
            }
        }
        return seal(number, type, NONE, raw);
    }

    /** Makes the header of a payload that is stored as it is. */
    static Section plain(int number, SectionType type, ByteBuffer payload) {
        return seal(number, type, NONE, payload);
    }

    private static Section seal(int number, SectionType type, int compression, ByteBuffer payload) {
        ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
        header.put(MAGIC).put((byte) MAJOR).put((byte) MINOR);
        header.putInt(NUMBER, number);
        header.putShort(TYPE, (short) type.code());
        header.putShort(COMPRESSION, (short) compression);
        header.putLong(LENGTH, payload.remaining());
        byte[] bytes = header.array();
        hash(bytes, payload, header);
        return new Section(type, bytes, payload);
    }

    /** XXH3 covers what follows it; SHA-512/256 covers XXH3 too, so the payload is fed to both and XXH3 kept back. */
    private static void hash(byte[] bytes, ByteBuffer payload, ByteBuffer header) {
        HashStream64 xxh = Hashing.xxh3_64().hashStream();
        xxh.putBytes(bytes, NUMBER, HEADER - NUMBER);
        byte[] copy = new byte[Math.min(COPY, payload.remaining())];
        for (ByteBuffer rest = payload.duplicate(); rest.hasRemaining(); ) {
            int count = Math.min(copy.length, rest.remaining());
            rest.get(copy, 0, count);
            xxh.putBytes(copy, 0, count);
        }
        header.putLong(XXH, xxh.getAsLong());
        MessageDigest sha = sha512256();
        sha.update(bytes, XXH, HEADER - XXH);
        sha.update(payload.duplicate());
        header.put(SHA, sha.digest());
    }

    private static MessageDigest sha512256() {
        try {
            return MessageDigest.getInstance("SHA-512/256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-512/256", e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.section;

import com.dynatrace.hash4j.hashing.HashStream64;
import com.dynatrace.hash4j.hashing.Hashing;
import io.apprunner.dwarfs.format.Compression;
import io.apprunner.dwarfs.format.SectionHeader;
import io.apprunner.dwarfs.format.SectionType;
import io.apprunner.zstd.Effort;
import io.apprunner.zstd.Zstd;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Compresses a payload and makes its section header with both checksums. */
final class SectionEncoder {
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
    static EncodedSection encode(int number, SectionType type, ByteBuffer raw, ByteBuffer work, Effort effort) {
        if (!effort.none()) {
            work.clear();
            int size = Zstd.get().compress(raw.duplicate(), work, effort);
            if (size < raw.remaining()) {
                return seal(number, type, Compression.ZSTD, work.flip());
            }
        }
        return seal(number, type, Compression.NONE, raw);
    }

    /** Makes the header of a payload that is stored as it is. */
    static EncodedSection plain(int number, SectionType type, ByteBuffer payload) {
        return seal(number, type, Compression.NONE, payload);
    }

    private static EncodedSection seal(int number, SectionType type, Compression compression, ByteBuffer payload) {
        SectionHeader unsealed = new SectionHeader(
                SectionHeader.WRITTEN_MINOR, 0, number, type.id(), compression.id(), payload.remaining());
        byte[] bytes = unsealed.withXxh3(xxh3(unsealed.encode(), payload)).encode();
        MessageDigest sha = sha512256();
        sha.update(bytes, SectionHeader.SHA_FROM, SectionHeader.SIZE - SectionHeader.SHA_FROM);
        sha.update(payload.duplicate());
        byte[] digest = sha.digest();
        System.arraycopy(digest, 0, bytes, SectionHeader.SHA_AT, digest.length);
        return new EncodedSection(type, bytes, payload);
    }

    private static long xxh3(byte[] header, ByteBuffer payload) {
        HashStream64 hash = Hashing.xxh3_64().hashStream();
        hash.putBytes(header, SectionHeader.XXH3_FROM, SectionHeader.SIZE - SectionHeader.XXH3_FROM);
        byte[] copy = new byte[Math.min(COPY, payload.remaining())];
        for (ByteBuffer rest = payload.duplicate(); rest.hasRemaining(); ) {
            int count = Math.min(copy.length, rest.remaining());
            rest.get(copy, 0, count);
            hash.putBytes(copy, 0, count);
        }
        return hash.getAsLong();
    }

    private static MessageDigest sha512256() {
        try {
            return MessageDigest.getInstance("SHA-512/256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-512/256", e);
        }
    }
}

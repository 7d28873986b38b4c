// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What stands in front of a section's payload (DwarFS format, container): 64 bytes, or 8 without checksums in the formats
 * 2.0 and 2.1.
 *
 * @param minor the minor version; the major version is always 2
 * @param xxh3 XXH3-64 over the bytes from {@link #XXH3_FROM} of the header to the end of the payload; 0 in old formats
 * @param number the position among the sections, from 0
 * @param type a {@link SectionType} number, or another one
 * @param compression a {@link Compression} number, or another one
 * @param length bytes of payload, never negative
 */
public record SectionHeader(int minor, long xxh3, int number, int type, int compression, long length) {
    /** Bytes of a header since format 2.2. */
    public static final int SIZE = 64;

    /** Bytes of a header, and of the head of the image before the first one, in the formats 2.0 and 2.1. */
    public static final int OLD_SIZE = 8;

    /** Where the SHA-512/256 stands: 32 bytes over everything from {@link #SHA_FROM} on. */
    public static final int SHA_AT = 8;

    /** The first byte under the SHA-512/256. */
    public static final int SHA_FROM = 40;

    /** The first byte under the XXH3-64. */
    public static final int XXH3_FROM = 48;

    /** The oldest minor version whose sections have checksums. */
    private static final int CHECKSUM_MINOR = 2;

    /** The newest minor version that is read. */
    public static final int NEWEST_MINOR = 6;

    private static final long MAGIC = 0x5346_5241_5744L; // "DWARFS"
    private static final int MAJOR = 2;

    /** Bytes of this header. */
    public int size() {
        return hasChecksums() ? SIZE : OLD_SIZE;
    }

    /** Whether the section has checksums, as all have since format 2.2. */
    public boolean hasChecksums() {
        return minor >= CHECKSUM_MINOR;
    }

    /**
     * The minor version that the head of an image of format 2.0 or 2.1 tells; -1 when it is something else.
     *
     * @param bytes at least {@link #OLD_SIZE} bytes from index 0
     */
    public static int oldMinor(ByteBuffer bytes) {
        ByteBuffer head = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        boolean isImage = (head.getLong(0) & 0xFFFF_FFFF_FFFFL) == MAGIC && head.get(6) == MAJOR;
        return isImage && head.get(7) >= 0 && head.get(7) < CHECKSUM_MINOR ? head.get(7) : -1;
    }

    /**
     * Reads a header of format 2.0 or 2.1.
     *
     * @param bytes at least {@link #OLD_SIZE} bytes from index 0
     * @param minor the minor version, which the head of the image tells
     * @param number the position among the sections, which no such header tells
     */
    public static SectionHeader parseOld(ByteBuffer bytes, int minor, int number) {
        ByteBuffer header = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        return new SectionHeader(
                minor,
                0,
                number,
                header.getShort(0) & 0xFFFF,
                header.get(2) & 0xFF,
                Integer.toUnsignedLong(header.getInt(4)));
    }

    /**
     * Reads a header with checksums.
     *
     * @param bytes at least {@link #SIZE} bytes from index 0
     * @param place where they stand, for errors
     * @throws io.apprunner.error.FormatException when they are not a header of a supported version
     */
    public static SectionHeader parse(ByteBuffer bytes, Place place) {
        ByteBuffer header = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        long magic = header.getLong(0) & 0xFFFF_FFFF_FFFFL;
        if (magic != MAGIC) {
            throw place.bad("a DwarFS section header", "bytes " + Long.toHexString(header.getLong(0)));
        }
        int major = header.get(6) & 0xFF;
        int minor = header.get(7) & 0xFF;
        if (major != MAJOR || minor < CHECKSUM_MINOR || minor > NEWEST_MINOR) {
            throw place.unsupported(
                    "DwarFS format " + MAJOR + ".0 to " + MAJOR + "." + NEWEST_MINOR, "format " + major + "." + minor);
        }
        long length = header.getLong(56);
        if (length < 0) {
            throw place.bad("a payload length", Long.toUnsignedString(length));
        }
        return new SectionHeader(
                minor,
                header.getLong(40),
                header.getInt(48),
                header.getShort(52) & 0xFFFF,
                header.getShort(54) & 0xFFFF,
                length);
    }
}

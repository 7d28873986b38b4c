// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What stands in front of a section's payload (DwarFS format, container): 64 bytes, or 8 without checksums in the
 * formats 2.0 and 2.1.
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

    /** The minor version that is written. */
    public static final int WRITTEN_MINOR = 5;

    private static final int MAJOR_AT = 6;
    private static final int MINOR_AT = 7;
    private static final int XXH3_AT = 40;
    private static final int NUMBER_AT = 48;
    private static final int TYPE_AT = 52;
    private static final int COMPRESSION_AT = 54;
    private static final int LENGTH_AT = 56;
    private static final long MAGIC_MASK = 0xFFFF_FFFF_FFFFL;
    private static final long MAGIC = 0x5346_5241_5744L; // "DWARFS"
    private static final int MAJOR = 2;

    /** Bytes of this header. */
    public int size() {
        return hasChecksums() ? SIZE : OLD_SIZE;
    }

    /** Whether the section has checksums, as all have since format 2.2. */
    public boolean hasChecksums() {
        return !isShort(minor);
    }

    /** Whether images of this minor version have short headers without checksums. */
    public static boolean isShort(int minor) {
        return minor < CHECKSUM_MINOR;
    }

    /**
     * The minor version that the head of an image of format 2.0 or 2.1 tells; -1 when it is something else.
     *
     * @param bytes at least {@link #OLD_SIZE} bytes from index 0
     */
    public static int oldMinor(ByteBuffer bytes) {
        ByteBuffer head = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        int minor = head.get(MINOR_AT);
        return startsAt(head, 0) && minor >= 0 && minor < CHECKSUM_MINOR ? minor : -1;
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
        if (!hasMagic(bytes)) {
            throw place.bad("a DwarFS section header", "bytes " + Long.toHexString(header.getLong(0)));
        }
        int major = header.get(MAJOR_AT) & 0xFF;
        int minor = header.get(MINOR_AT) & 0xFF;
        if (major != MAJOR || minor < CHECKSUM_MINOR || minor > NEWEST_MINOR) {
            throw place.unsupported(
                    "DwarFS format " + MAJOR + ".0 to " + MAJOR + "." + NEWEST_MINOR, "format " + major + "." + minor);
        }
        SectionHeader found = decode(bytes);
        if (found.length < 0) {
            throw place.bad("a payload length", Long.toUnsignedString(found.length));
        }
        return found;
    }

    /**
     * What stands in a header with checksums, without any check.
     *
     * @param bytes at least {@link #SIZE} bytes from index 0
     */
    public static SectionHeader decode(ByteBuffer bytes) {
        ByteBuffer header = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        return new SectionHeader(
                header.get(MINOR_AT) & 0xFF,
                header.getLong(XXH3_AT),
                header.getInt(NUMBER_AT),
                header.getShort(TYPE_AT) & 0xFFFF,
                header.getShort(COMPRESSION_AT) & 0xFFFF,
                header.getLong(LENGTH_AT));
    }

    /**
     * The bytes of this header, which {@link #decode} reads. The SHA-512/256, which covers the payload too, is left
     * zero: its 32 bytes go to {@link #SHA_AT}. Preconditions: the version is one with checksums.
     */
    public byte[] encode() {
        ByteBuffer header = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
        header.putLong(0, MAGIC);
        header.put(MAJOR_AT, (byte) MAJOR);
        header.put(MINOR_AT, (byte) minor);
        header.putLong(XXH3_AT, xxh3);
        header.putInt(NUMBER_AT, number);
        header.putShort(TYPE_AT, (short) type);
        header.putShort(COMPRESSION_AT, (short) compression);
        header.putLong(LENGTH_AT, length);
        return header.array();
    }

    /** The same header with another XXH3-64. */
    public SectionHeader withXxh3(long hash) {
        return new SectionHeader(minor, hash, number, type, compression, length);
    }

    /**
     * Whether the first bytes are those of a header or an image.
     *
     * @param bytes at least {@link #OLD_SIZE} bytes from index 0
     */
    public static boolean hasMagic(ByteBuffer bytes) {
        return (bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).getLong(0) & MAGIC_MASK) == MAGIC;
    }

    /**
     * Whether a header of a known major version can stand at {@code at}.
     *
     * @param bytes little-endian, at least {@link #OLD_SIZE} bytes from {@code at} on
     */
    public static boolean startsAt(ByteBuffer bytes, int at) {
        return (bytes.getLong(at) & MAGIC_MASK) == MAGIC && bytes.get(at + MAJOR_AT) == MAJOR;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.container;

import io.apprunner.dwarfs.format.Place;

/** The header of a zstd frame, as far as it tells the size of the content. */
public final class ZstdFrame {
    /** Bytes from the start of the frame within which the content size stands. */
    public static final int HEADER_LIMIT = 18;

    private static final int MAGIC = 0xFD2FB528;

    private ZstdFrame() {}

    /**
     * The uncompressed size of the frame.
     *
     * @param frame its first bytes, at least {@link #HEADER_LIMIT} when it has that many
     * @param limit the largest size that makes sense here
     * @throws io.apprunner.error.FormatException when it is not a frame, does not tell its size, or is larger
     */
    public static long contentSize(byte[] frame, long limit, Place place) {
        if (frame.length < 6 || number(frame, 0, 4) != Integer.toUnsignedLong(MAGIC)) {
            throw place.bad("a zstd frame", "something else");
        }
        int descriptor = frame[4] & 0xFF;
        boolean single = (descriptor & 0x20) != 0;
        int dictionaryBytes = new int[] {0, 1, 2, 4}[descriptor & 3];
        int sizeBytes = new int[] {single ? 1 : 0, 2, 4, 8}[descriptor >>> 6];
        int at = 5 + (single ? 0 : 1) + dictionaryBytes;
        if (sizeBytes == 0 || at + sizeBytes > frame.length) {
            throw place.bad("a zstd frame that tells its size", "none");
        }
        long size = number(frame, at, sizeBytes) + (sizeBytes == 2 ? 256 : 0);
        if (size < 0 || size > limit) {
            throw place.bad("at most " + limit + " bytes of data", Long.toUnsignedString(size));
        }
        return size;
    }

    private static long number(byte[] bytes, int at, int count) {
        long value = 0;
        for (int i = count - 1; i >= 0; i--) {
            value = (value << 8) | (bytes[at + i] & 0xFF);
        }
        return value;
    }
}

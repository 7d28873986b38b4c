// SPDX-License-Identifier: Apache-2.0
package io.apprunner.reserved;

import com.dynatrace.hash4j.hashing.Hashing;
import io.apprunner.error.ErrorCode;
import io.apprunner.error.FormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/**
 * Says which slot counts; there are two copies (docs/format/reserved.md, section 2).
 *
 * @param generation the number of the change that it belongs to, from 1 on
 * @param slot the slot that counts
 * @param directory checksum of that slot's directory
 */
record Selector(long generation, int slot, long directory) {
    static final int SIZE = 40;
    static final int VERSION = 1;

    /** What stands in an area that was never written: no slot, and an empty directory. */
    static final Selector UNSET = new Selector(0, 1, 0);

    /** ASCII "APPRSETT" as a little-endian number. */
    private static final long MAGIC = 0x5454455352505041L;

    private static final int CHECKED = SIZE - Long.BYTES;

    byte[] encode() {
        ByteBuffer buffer = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(MAGIC).putInt(VERSION).putInt(slot).putLong(generation).putLong(directory);
        return buffer.putLong(Checksum.of(buffer.array(), 0, CHECKED)).array();
    }

    /**
     * Reads a copy. One that is all zero says that nothing was ever written.
     *
     * @return nothing when it is damaged
     * @throws FormatException when a later version of the program wrote it
     */
    static Optional<Selector> decode(byte[] bytes, String file) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (Arrays.equals(bytes, new byte[SIZE])) {
            return Optional.of(UNSET);
        }
        boolean sound = buffer.getLong(0) == MAGIC && buffer.getLong(CHECKED) == Checksum.of(bytes, 0, CHECKED);
        if (!sound) {
            return Optional.empty();
        }
        if (buffer.getInt(8) != VERSION) {
            throw new FormatException(
                    ErrorCode.UNSUPPORTED,
                    file,
                    8,
                    "settings of version " + VERSION,
                    "version " + Integer.toUnsignedString(buffer.getInt(8)));
        }
        int slot = buffer.getInt(12);
        long generation = buffer.getLong(16);
        return slot < 0 || slot >= AreaLayout.SLOTS || generation <= 0
                ? Optional.empty()
                : Optional.of(new Selector(generation, slot, buffer.getLong(24)));
    }

    /** XXH3-64 with seed 0. */
    static final class Checksum {
        private Checksum() {}

        static long of(byte[] bytes, int offset, int length) {
            return Hashing.xxh3_64().hashBytesToLong(bytes, offset, length);
        }
    }
}

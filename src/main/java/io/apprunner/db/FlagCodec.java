// SPDX-License-Identifier: Apache-2.0
package io.apprunner.db;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumSet;
import java.util.Set;

/** A set of flags as the bits of a 64-bit number. */
record FlagCodec<E extends Enum<E> & Flag>(Class<E> type) implements Setting.Codec<Set<E>> {
    @Override
    public byte[] encode(Set<E> value) {
        long bits = 0;
        for (E flag : value) {
            bits |= 1L << flag.bit();
        }
        return ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(bits)
                .array();
    }

    /** A bit that this version does not know is refused: what it allows or forbids is unknown. */
    @Override
    public Set<E> decode(byte[] bytes) {
        if (bytes.length != Long.BYTES) {
            throw new IllegalArgumentException("it has " + bytes.length + " bytes instead of " + Long.BYTES);
        }
        long bits = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        Set<E> flags = EnumSet.noneOf(type);
        for (E flag : type.getEnumConstants()) {
            long mask = 1L << flag.bit();
            if ((bits & mask) != 0) {
                flags.add(flag);
            }
            bits &= ~mask;
        }
        if (bits != 0) {
            throw new IllegalArgumentException("it has unknown bits: " + Long.toHexString(bits));
        }
        return Set.copyOf(flags);
    }
}

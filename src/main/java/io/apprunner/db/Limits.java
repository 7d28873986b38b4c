// SPDX-License-Identifier: Apache-2.0
package io.apprunner.db;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How much guests may take; what is not named here has no limit but those of the user and the machine.
 *
 * @param values by kind, each greater than 0
 */
public record Limits(SortedMap<Kind, Long> values) {
    /** No limits. */
    public static final Limits NONE = new Limits(Map.of());

    /** What is limited, in the order of listings. */
    public enum Kind {
        /** Bytes that each process may allocate. */
        MEMORY(1 << 20),
        /** How many processes and threads there may be. */
        PROCESSES(1),
        /** Bytes of /tmp. */
        TMP(1 << 20);

        private final long least;

        Kind(long least) {
            this.least = least;
        }

        /** Its name as users write it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The smallest value with which anything can run. */
        public long least() {
            return least;
        }

        /** Whether it is counted in bytes. */
        public boolean isSize() {
            return this != PROCESSES;
        }

        /** The kind of that name, in upper or lower case. */
        public static Optional<Kind> named(String name) {
            return Arrays.stream(values())
                    .filter(kind -> kind.name().equals(name.toUpperCase(Locale.ROOT)))
                    .findFirst();
        }
    }

    /** Checks the values. */
    public Limits {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        values.forEach((kind, value) -> {
            if (value < kind.least()) {
                throw new IllegalArgumentException("a limit of " + kind.label() + " is less than " + kind.least());
            }
        });
    }

    /** As above, in any order. */
    public Limits(Map<Kind, Long> values) {
        this(new TreeMap<>(values));
    }

    /** The limit of a kind, if there is one. */
    public Optional<Long> of(Kind kind) {
        return Optional.ofNullable(values.get(kind));
    }

    /** These with others, which replace those of the same kind; nothing stands for no limit. */
    public Limits with(Map<Kind, Optional<Long>> others) {
        Map<Kind, Long> result = new TreeMap<>(values);
        others.forEach(
                (kind, value) -> value.ifPresentOrElse(limit -> result.put(kind, limit), () -> result.remove(kind)));
        return new Limits(result);
    }

    /** A number for each kind, 0 for no limit. */
    record BinaryCodec() implements Setting.Codec<Limits> {
        private static final int SIZE = Kind.values().length * Long.BYTES;

        @Override
        public byte[] encode(Limits value) {
            ByteBuffer bytes = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
            for (Kind kind : Kind.values()) {
                bytes.putLong(value.of(kind).orElse(0L));
            }
            return bytes.array();
        }

        @Override
        public Limits decode(byte[] bytes) {
            if (bytes.length != SIZE) {
                throw new IllegalArgumentException("it has " + bytes.length + " bytes instead of " + SIZE);
            }
            ByteBuffer numbers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            Map<Kind, Long> values = new EnumMap<>(Kind.class);
            for (Kind kind : Kind.values()) {
                long value = numbers.getLong();
                if (value != 0) {
                    values.put(kind, value);
                }
            }
            return new Limits(values);
        }
    }
}

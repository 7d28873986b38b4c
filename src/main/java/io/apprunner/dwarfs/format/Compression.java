// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.format;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a section's payload is compressed (DwarFS format 2.5, container). The ordinal is the number in the header. */
public enum Compression {
    /** The payload as it is. */
    NONE,
    /** An xz stream. */
    LZMA,
    /** One zstd frame that carries its content size. */
    ZSTD,
    /** A u32 size and a raw lz4 block. */
    LZ4,
    /** As {@link #LZ4}; writers use that number for both. */
    LZ4HC,
    /** A LEB128 size and a brotli stream. */
    BROTLI,
    /** FLAC audio; known by name only. */
    FLAC,
    /** Rice-coded pixels; known by name only. */
    RICEPP;

    private static final Compression[] ALL = values();

    /** The compression with number {@code id}, or null when the format has none. */
    public static @Nullable Compression of(int id) {
        return id >= 0 && id < ALL.length ? ALL[id] : null;
    }

    /** The number that stands for this compression in a section header. */
    @SuppressWarnings("EnumOrdinal")
    public int id() {
        return ordinal();
    }

    /** The name of compression {@code id} for messages, also when it is unknown. */
    public static String nameOf(int id) {
        Compression known = of(id);
        return known == null ? "compression " + id : known.name().toLowerCase(Locale.ROOT);
    }
}

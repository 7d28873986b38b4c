// SPDX-License-Identifier: Apache-2.0
package io.apprunner.db;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The picture of an application as its author gave it.
 *
 * @param kind what its file name said
 * @param bytes the file
 */
public record Icon(Kind kind, byte[] bytes) {
    /** Bytes that its stored form has besides the file. */
    public static final int LABEL = 4;

    /** Forms of pictures. */
    public enum Kind {
        PNG,
        SVG,
        JPG;

        /** The end of its file names, without a dot. */
        public String extension() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The kind of a file, by its name. */
        public static Optional<Kind> ofFile(String name) {
            String lower = name.toLowerCase(Locale.ROOT);
            return Arrays.stream(values())
                    .filter(kind -> lower.endsWith("." + kind.extension()) || kind == JPG && lower.endsWith(".jpeg"))
                    .findFirst();
        }
    }

    /** Four bytes, the kind's extension and a NUL, then the file. */
    record FileCodec() implements Setting.Codec<Optional<Icon>> {
        @Override
        public byte[] encode(Optional<Icon> value) {
            Icon icon = value.orElseThrow();
            byte[] label = icon.kind.extension().getBytes(StandardCharsets.US_ASCII);
            return ByteBuffer.allocate(LABEL + icon.bytes.length)
                    .put(label)
                    .put(LABEL, icon.bytes)
                    .array();
        }

        @Override
        public Optional<Icon> decode(byte[] bytes) {
            for (Kind kind : Kind.values()) {
                byte[] label = (kind.extension() + "\0").getBytes(StandardCharsets.US_ASCII);
                if (bytes.length > LABEL && Arrays.equals(bytes, 0, LABEL, label, 0, LABEL)) {
                    return Optional.of(new Icon(kind, Arrays.copyOfRange(bytes, LABEL, bytes.length)));
                }
            }
            throw new IllegalArgumentException("it is of an unknown kind");
        }
    }
}

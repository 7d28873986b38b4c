// SPDX-License-Identifier: Apache-2.0
package io.apprunner.db;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The picture of an application.
 *
 * @param kind what its file name said
 * @param bytes the file as its author gave it
 * @param ready the same as PNG files, by the length of their longer sides in pixels, so that no start has to make them;
 *     empty when they were not made
 */
public record Icon(Kind kind, byte[] bytes, SortedMap<Integer, byte[]> ready) {
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

    /** Makes the map unmodifiable. */
    public Icon {
        ready = Collections.unmodifiableSortedMap(new TreeMap<>(ready));
    }

    /** A picture of which nothing is ready. */
    public Icon(Kind kind, byte[] bytes) {
        this(kind, bytes, new TreeMap<>());
    }

    /**
     * The picture with files that are ready, unless all together are more than can be stored.
     *
     * @param limit bytes of the stored form
     */
    public Icon with(SortedMap<Integer, byte[]> files, int limit) {
        Icon icon = new Icon(kind, bytes, files);
        return FileCodec.size(icon) <= limit ? icon : this;
    }

    /**
     * How an picture is stored: four bytes, which are its kind and a NUL, then the file. Where files are ready, the
     * kind is in capitals, and the file has its length before it and the others behind it; see docs/format/reserved.md.
     */
    record FileCodec() implements Setting.Codec<Optional<Icon>> {
        /** Bytes of an icon's stored form. */
        static int size(Icon icon) {
            int size = LABEL + icon.bytes().length;
            if (!icon.ready().isEmpty()) {
                size += Integer.BYTES;
                for (byte[] file : icon.ready().values()) {
                    size += Short.BYTES + Integer.BYTES + file.length;
                }
            }
            return size;
        }

        @Override
        public byte[] encode(Optional<Icon> value) {
            Icon icon = value.orElseThrow();
            ByteBuffer out = ByteBuffer.allocate(size(icon)).order(ByteOrder.LITTLE_ENDIAN);
            out.put(label(icon.kind(), !icon.ready().isEmpty()));
            if (icon.ready().isEmpty()) {
                return out.put(icon.bytes()).array();
            }
            out.putInt(icon.bytes().length).put(icon.bytes());
            for (Map.Entry<Integer, byte[]> file : icon.ready().entrySet()) {
                out.putShort(file.getKey().shortValue())
                        .putInt(file.getValue().length)
                        .put(file.getValue());
            }
            return out.array();
        }

        @Override
        public Optional<Icon> decode(byte[] bytes) {
            for (Kind kind : Kind.values()) {
                if (bytes.length > LABEL && startsWith(bytes, label(kind, false))) {
                    return Optional.of(new Icon(kind, Arrays.copyOfRange(bytes, LABEL, bytes.length)));
                }
                if (bytes.length > LABEL && startsWith(bytes, label(kind, true))) {
                    return Optional.of(ready(kind, ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN)));
                }
            }
            throw new IllegalArgumentException("it is of an unknown kind");
        }

        private static Icon ready(Kind kind, ByteBuffer in) {
            in.position(LABEL);
            try {
                byte[] file = file(in);
                SortedMap<Integer, byte[]> files = new TreeMap<>();
                while (in.hasRemaining()) {
                    int size = in.getShort();
                    files.put(size, file(in));
                }
                return new Icon(kind, file, files);
            } catch (BufferUnderflowException e) {
                throw new IllegalArgumentException("it ends early", e);
            }
        }

        private static byte[] file(ByteBuffer in) {
            int length = in.getInt();
            if (length < 0 || length > in.remaining()) {
                throw new IllegalArgumentException("it has a file of " + length + " bytes");
            }
            byte[] file = new byte[length];
            in.get(file);
            return file;
        }

        private static boolean startsWith(byte[] bytes, byte[] label) {
            return Arrays.equals(bytes, 0, label.length, label, 0, label.length);
        }

        private static byte[] label(Kind kind, boolean hasReady) {
            String name = hasReady ? kind.extension().toUpperCase(Locale.ROOT) : kind.extension();
            return (name + "\0").getBytes(StandardCharsets.US_ASCII);
        }
    }
}

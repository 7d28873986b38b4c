// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs;

import com.dynatrace.hash4j.hashing.Hashing;
import io.apprunner.dwarfs.container.ImageFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.function.Function;

/** Makes and changes images as byte arrays. */
public final class Bytes {
    public static final int HEADER = 64;

    private Bytes() {}

    /** A section with right checksums. */
    public static byte[] section(int number, int type, int compression, byte[] payload) {
        ByteBuffer section = ByteBuffer.allocate(HEADER + payload.length).order(ByteOrder.LITTLE_ENDIAN);
        section.put("DWARFS\2\5".getBytes(StandardCharsets.US_ASCII));
        section.putInt(48, number)
                .putShort(52, (short) type)
                .putShort(54, (short) compression)
                .putLong(56, payload.length)
                .put(HEADER, payload);
        byte[] bytes = section.array();
        sign(bytes, 0, bytes.length);
        return bytes;
    }

    /** The blocks, schema and metadata of an image with headers as in the formats 2.0 and 2.1. */
    public static byte[] withShortHeaders(byte[] image, int minor) {
        ByteBuffer buffer = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
        ByteArrayOutputStream old = new ByteArrayOutputStream();
        old.writeBytes(("DWARFS\2" + (char) minor).getBytes(StandardCharsets.US_ASCII));
        for (int at = 0; at < image.length && buffer.getShort(at + 52) <= 8; ) {
            int length = (int) buffer.getLong(at + 56);
            old.writeBytes(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putShort(buffer.getShort(at + 52))
                    .putShort(buffer.getShort(at + 54))
                    .putInt(length)
                    .array());
            old.write(image, at + HEADER, length);
            at += HEADER + length;
        }
        return old.toByteArray();
    }

    /** Computes the checksums of the section at {@code from} that ends at {@code to}. */
    public static void sign(byte[] image, int from, int to) {
        try {
            long hash = Hashing.xxh3_64().hashBytesToLong(image, from + 48, to - from - 48);
            ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN).putLong(from + 40, hash);
            MessageDigest sha = MessageDigest.getInstance("SHA-512/256");
            sha.update(image, from + 40, to - from - 40);
            System.arraycopy(sha.digest(), 0, image, from + 8, 32);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** Computes the checksums of all sections that can still be found. */
    public static void signAll(byte[] image) {
        ByteBuffer buffer = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
        int at = 0;
        while (at + HEADER <= image.length) {
            long length = buffer.getLong(at + 56);
            if (length < 0 || length > image.length - at - HEADER) {
                return;
            }
            int end = at + HEADER + (int) length;
            sign(image, at, end);
            at = end;
        }
    }

    public static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** Opens these bytes as an image, by way of {@code file}. */
    public static <T> T with(Path file, byte[] image, Function<DwarfsImage, T> use) {
        try {
            Files.write(file, image);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                    DwarfsImage open = DwarfsImage.open(ImageFile.of(channel, "test"))) {
                return use.apply(open);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

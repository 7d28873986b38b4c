// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.container;

import io.apprunner.dwarfs.format.Compression;
import io.apprunner.dwarfs.format.Place;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.error.FormatException;
import io.apprunner.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.brotli.dec.BrotliInputStream;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.XZInputStream;

/**
 * Uncompresses a whole payload at once (DwarFS format 2.5, compression): for metadata, and for blocks whose codec gives
 * nothing before its end. The caller's limit bounds what is allocated.
 */
public final class Decompressor {
    /** A dictionary of 64 MiB, the largest of the usual levels, and the working memory of the decoder. */
    static final int XZ_MEMORY_KIB = 66 << 10;

    private static final int PIECE = 1 << 16;

    private Decompressor() {}

    /**
     * Uncompresses {@code payload}.
     *
     * @param compression its {@link Compression} number
     * @param limit the largest size of the result in bytes
     * @param place where the payload stands, for errors
     * @throws FormatException when the payload is damaged or larger, with code {@code UNSUPPORTED} when its compression
     *     is not known
     */
    public static byte[] decompress(int compression, byte[] payload, int limit, Place place) {
        return switch (Compression.of(compression)) {
            case NONE -> checkSize(payload, limit, place);
            case ZSTD -> zstd(payload, limit, place);
            case LZ4, LZ4HC -> {
                UncompressedSize stated = UncompressedSize.lz4(payload, payload.length, limit, place);
                yield direct(compression, payload, stated.size(), place);
            }
            case BROTLI -> {
                UncompressedSize stated = UncompressedSize.brotli(payload, limit, place);
                yield direct(compression, payload, stated.size(), place);
            }
            case LZMA -> {
                // Grows with what really comes.
                ByteArrayOutputStream result = new ByteArrayOutputStream();
                xz(new ByteArrayInputStream(payload), limit, result::write, place);
                yield result.toByteArray();
            }
            case FLAC, RICEPP -> throw unsupported(compression, place);
            case null -> throw unsupported(compression, place);
        };
    }

    static FormatException unsupported(int compression, Place place) {
        return place.unsupported("none, lzma, zstd, lz4 or brotli compression", Compression.nameOf(compression));
    }

    private static byte[] checkSize(byte[] payload, int limit, Place place) {
        if (payload.length > limit) {
            throw place.bad("at most " + limit + " bytes of data", payload.length);
        }
        return payload;
    }

    private static byte[] direct(int compression, byte[] payload, int size, Place place) {
        ByteBuffer target = ByteBuffer.allocateDirect(size);
        decompressTo(target, compression, new ByteArrayInputStream(payload), place);
        byte[] result = new byte[size];
        target.get(0, result);
        return result;
    }

    /**
     * Uncompresses what {@code payload} gives to {@code target}, from its start to its limit. Takes no more memory on
     * the heap than the codec's dictionary.
     *
     * @param target a direct buffer whose limit is the size that {@link UncompressedSize} tells
     * @param compression lz4, lzma or brotli
     * @throws FormatException as {@link #decompress}, also when there are fewer bytes
     */
    public static void decompressTo(ByteBuffer target, int compression, InputStream payload, Place place) {
        ByteBuffer out = target.duplicate().position(0);
        int size = out.limit();
        switch (Compression.of(compression)) {
            case LZMA -> xz(payload, size, out::put, place);
            case BROTLI -> brotli(payload, size, out::put, place);
            case LZ4, LZ4HC -> {
                lz4(payload, out, place);
                out.position(size);
            }
            case NONE, ZSTD, FLAC, RICEPP -> throw unsupported(compression, place);
            case null -> throw unsupported(compression, place);
        }
        if (out.hasRemaining()) {
            throw place.bad(size + " bytes of data", out.position());
        }
    }

    /** Takes uncompressed bytes. */
    private interface Sink {
        void put(byte[] bytes, int from, int count);
    }

    private static byte[] zstd(byte[] payload, int limit, Place place) {
        int size = (int) ZstdFrame.contentSize(payload, limit, place);
        ByteBuffer source =
                ByteBuffer.allocateDirect(payload.length).put(payload).flip();
        ByteBuffer target = ByteBuffer.allocateDirect(size);
        boolean ended = false;
        try (Zstd.Decoder decoder = Zstd.get().newDecoder()) {
            int before = -1;
            // Stop when a call neither read nor wrote anything.
            while (!ended && before != source.position() + target.position()) {
                before = source.position() + target.position();
                ended = decoder.decode(source, target);
            }
        } catch (AppRunnerException e) {
            throw damaged(place, "zstd", e);
        }
        if (!ended || source.hasRemaining() || target.hasRemaining()) {
            throw place.bad("one zstd frame of " + size + " bytes", target.position());
        }
        byte[] result = new byte[size];
        target.get(0, result);
        return result;
    }

    private static void lz4(InputStream payload, ByteBuffer target, Place place) {
        try {
            payload.skipNBytes(Integer.BYTES);
            Lz4Block.decode(payload, target, place);
        } catch (IOException e) {
            throw damaged(place, "lz4", e);
        }
    }

    private static void xz(InputStream payload, int limit, Sink sink, Place place) {
        try (InputStream in = new XZInputStream(payload, XZ_MEMORY_KIB)) {
            readAll(in, limit, sink, place);
        } catch (IOException e) {
            throw refused(place, "xz", e);
        }
    }

    private static void brotli(InputStream payload, int limit, Sink sink, Place place) {
        try {
            // The size, which the caller knows.
            while (payload.read() > Byte.MAX_VALUE) {}
            try (InputStream in = new BrotliInputStream(payload)) {
                readAll(in, limit, sink, place);
            }
        } catch (IOException | IllegalStateException | IndexOutOfBoundsException e) {
            throw damaged(place, "brotli", e);
        }
    }

    /** Moves everything from {@code in} to {@code sink}. */
    private static void readAll(InputStream in, int limit, Sink sink, Place place) throws IOException {
        byte[] piece = new byte[PIECE];
        int total = 0;
        for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
            if (count > limit - total) {
                throw place.bad("at most " + limit + " bytes of data", "more");
            }
            sink.put(piece, 0, count);
            total += count;
        }
    }

    /** What a codec has against a payload: damage, or that it needs more memory than we give. */
    static FormatException refused(Place place, String codec, IOException cause) {
        if (cause instanceof MemoryLimitException known) {
            return place.unsupported(
                    codec + " data that needs at most " + XZ_MEMORY_KIB + " KiB", known.getMemoryNeeded() + " KiB");
        }
        return damaged(place, codec, cause);
    }

    private static FormatException damaged(Place place, String codec, Exception cause) {
        FormatException failure = place.bad("intact " + codec + " data", String.valueOf(cause.getMessage()));
        if (cause instanceof AppRunnerException known && known.code() == ErrorCode.INTERNAL) {
            throw known;
        }
        failure.addSuppressed(cause);
        return failure;
    }
}

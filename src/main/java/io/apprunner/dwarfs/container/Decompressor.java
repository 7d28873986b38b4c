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
import java.nio.ByteOrder;
import org.brotli.dec.BrotliInputStream;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.XZInputStream;

/**
 * Uncompresses a whole payload at once (DwarFS format 2.5, compression): for metadata, and for blocks whose codec gives
 * nothing before its end. The caller's limit bounds what is allocated.
 */
public final class Decompressor {
    private static final int PIECE = 1 << 16;
    /** No byte of lz4 data stands for more bytes than this. */
    private static final int LZ4_RATIO = 255;
    /** A dictionary of 64 MiB, the largest of the usual levels, and the working memory of the decoder. */
    private static final int XZ_MEMORY_KIB = 66 << 10;

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
        Compression known = Compression.of(compression);
        if (known != null) {
            switch (known) {
                case NONE -> {
                    return checkSize(payload, limit, place);
                }
                case ZSTD -> {
                    return zstd(payload, limit, place);
                }
                case LZ4, LZ4HC -> {
                    return lz4(payload, limit, place);
                }
                case LZMA -> {
                    // Grows with what really comes.
                    ByteArrayOutputStream result = new ByteArrayOutputStream();
                    lzma(payload, limit, result::write, place);
                    return result.toByteArray();
                }
                case BROTLI -> {
                    ByteArrayOutputStream result = new ByteArrayOutputStream();
                    brotli(payload, limit, result::write, place);
                    return result.toByteArray();
                }
                case FLAC, RICEPP -> {}
            }
        }
        throw place.unsupported("none, lzma, zstd, lz4 or brotli compression", Compression.nameOf(compression));
    }

    private static byte[] checkSize(byte[] payload, int limit, Place place) {
        if (payload.length > limit) {
            throw place.bad("at most " + limit + " bytes of data", payload.length);
        }
        return payload;
    }

    /**
     * Uncompresses {@code payload} to the start of {@code target}, whose limit bounds it. Takes less memory on the heap
     * than {@link #decompress}.
     *
     * @return the number of bytes
     * @throws FormatException as {@link #decompress}
     */
    public static int decompressTo(ByteBuffer target, int compression, byte[] payload, Place place) {
        ByteBuffer out = target.duplicate().position(0);
        Compression known = Compression.of(compression);
        if (known == Compression.LZMA) {
            lzma(payload, out.limit(), out::put, place);
        } else if (known == Compression.BROTLI) {
            brotli(payload, out.limit(), out::put, place);
        } else {
            out.put(decompress(compression, payload, out.limit(), place));
        }
        return out.position();
    }

    /** Takes uncompressed bytes. */
    private interface Sink {
        void put(byte[] bytes, int from, int count);
    }

    /** Refuses a stated size before memory is taken for it. */
    private static int checkStated(long size, int limit, Place place) {
        if (size < 0 || size > limit) {
            throw place.bad("at most " + limit + " bytes of data", Long.toUnsignedString(size));
        }
        return (int) size;
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

    private static byte[] lz4(byte[] payload, int limit, Place place) {
        if (payload.length < Integer.BYTES) {
            throw place.bad("the size of an lz4 block", payload.length);
        }
        int stated = ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN).getInt(0);
        long most = Math.min(limit, (long) LZ4_RATIO * payload.length);
        byte[] result = new byte[checkStated(Integer.toUnsignedLong(stated), (int) most, place)];
        Lz4Block.decode(payload, Integer.BYTES, result, place);
        return result;
    }

    private static void lzma(byte[] payload, int limit, Sink sink, Place place) {
        try (InputStream in = new XZInputStream(new ByteArrayInputStream(payload), XZ_MEMORY_KIB)) {
            readAll(in, limit, sink, place);
        } catch (MemoryLimitException e) {
            throw place.unsupported(
                    "xz data that needs at most " + XZ_MEMORY_KIB + " KiB", e.getMemoryNeeded() + " KiB");
        } catch (IOException e) {
            throw damaged(place, "xz", e);
        }
    }

    private static void brotli(byte[] payload, int limit, Sink sink, Place place) {
        long size = 0;
        int at = 0;
        int next;
        do {
            if (at >= payload.length || at == 5) {
                throw place.bad("the size of a brotli block", at + " bytes of one");
            }
            next = payload[at];
            size |= (next & 0x7FL) << (7 * at);
            at++;
        } while (next < 0);
        checkStated(size, limit, place);
        InputStream bytes = new ByteArrayInputStream(payload, at, payload.length - at);
        int count;
        try (InputStream in = new BrotliInputStream(bytes)) {
            count = readAll(in, (int) size, sink, place);
        } catch (IOException | IllegalStateException | IndexOutOfBoundsException e) {
            throw damaged(place, "brotli", e);
        }
        if (count != size) {
            throw place.bad(size + " bytes of brotli data", count);
        }
    }

    /** Moves everything from {@code in} to {@code sink}; returns the number of bytes. */
    private static int readAll(InputStream in, int limit, Sink sink, Place place) throws IOException {
        byte[] piece = new byte[PIECE];
        int total = 0;
        for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
            if (count > limit - total) {
                throw place.bad("at most " + limit + " bytes of data", "more");
            }
            sink.put(piece, 0, count);
            total += count;
        }
        return total;
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

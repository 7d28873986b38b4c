// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.format;

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
import org.tukaani.xz.XZInputStream;

/**
 * Uncompresses a whole payload at once (DwarFS format 2.5, compression): for metadata, and for blocks whose codec gives
 * nothing before its end. The caller's limit bounds what is allocated.
 */
public final class Decompressor {
    private static final int PIECE = 1 << 16;
    /** The working memory of the xz decoder beside its dictionary is less than this. */
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
                    return lzma(payload, limit, place);
                }
                case BROTLI -> {
                    return brotli(payload, limit, place);
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
        byte[] result = new byte[checkStated(Integer.toUnsignedLong(stated), limit, place)];
        Lz4Block.decode(payload, Integer.BYTES, result, place);
        return result;
    }

    private static byte[] lzma(byte[] payload, int limit, Place place) {
        try (InputStream in = new XZInputStream(new ByteArrayInputStream(payload), XZ_MEMORY_KIB)) {
            return readAll(in, limit, place);
        } catch (IOException e) {
            throw damaged(place, "xz", e);
        }
    }

    private static byte[] brotli(byte[] payload, int limit, Place place) {
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
        byte[] result;
        try (InputStream in = new BrotliInputStream(bytes)) {
            result = readAll(in, (int) size, place);
        } catch (IOException | IllegalStateException | IndexOutOfBoundsException e) {
            throw damaged(place, "brotli", e);
        }
        if (result.length != size) {
            throw place.bad(size + " bytes of brotli data", result.length);
        }
        return result;
    }

    /** Everything from {@code in}, growing with what really comes. */
    private static byte[] readAll(InputStream in, int limit, Place place) throws IOException {
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        byte[] piece = new byte[PIECE];
        for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
            if (count > limit - result.size()) {
                throw place.bad("at most " + limit + " bytes of data", "more");
            }
            result.write(piece, 0, count);
        }
        return result.toByteArray();
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

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.container;

import io.apprunner.dwarfs.format.Compression;
import io.apprunner.dwarfs.format.Place;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.tukaani.xz.SeekableInputStream;
import org.tukaani.xz.SeekableXZInputStream;

/**
 * How many bytes a payload stands for, as it states itself (DwarFS format 2.5, compression). So memory is taken for
 * what is there and not for what could be.
 *
 * @param size the number of uncompressed bytes
 * @param prefix the bytes of payload that say so and are not the codec's own
 */
public record UncompressedSize(int size, int prefix) {
    /** No byte of lz4 data stands for more bytes than this. */
    private static final int LZ4_RATIO = 255;

    private static final int LONGEST_LEB128 = 5;

    /**
     * Reads the size of a section's content, at most two small pieces of its payload.
     *
     * @param limit the largest size that makes sense
     * @throws io.apprunner.error.FormatException when it is larger or not stated; with code {@code UNSUPPORTED} when
     *     the compression is not known
     */
    public static int of(ImageFile file, Section section, int limit) {
        Place place = file.place(section.offset());
        long length = section.header().length();
        Compression compression = Compression.of(section.header().compression());
        if (compression == Compression.NONE) {
            return checked(length, limit, place);
        }
        if (compression == Compression.LZMA) {
            return xz(file, section, limit, place);
        }
        byte[] head = new byte[(int) Math.min(length, ZstdFrame.HEADER_LIMIT)];
        file.read(section.payloadOffset(), ByteBuffer.wrap(head));
        return switch (compression) {
            case ZSTD -> (int) ZstdFrame.contentSize(head, limit, place);
            case LZ4, LZ4HC -> lz4(head, length, limit, place).size();
            case BROTLI -> brotli(head, limit, place).size();
            case NONE, LZMA, FLAC, RICEPP ->
                throw Decompressor.unsupported(section.header().compression(), place);
            case null -> throw Decompressor.unsupported(section.header().compression(), place);
        };
    }

    private static int checked(long size, long limit, Place place) {
        if (size < 0 || size > limit) {
            throw place.bad("at most " + limit + " bytes of data", Long.toUnsignedString(size));
        }
        return (int) size;
    }

    /** @param length bytes of the payload, of which {@code head} is the start */
    static UncompressedSize lz4(byte[] head, long length, int limit, Place place) {
        if (head.length < Integer.BYTES) {
            throw place.bad("the size of an lz4 block", head.length);
        }
        int stated = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt(0);
        long most = Math.min(limit, LZ4_RATIO * length);
        return new UncompressedSize(checked(Integer.toUnsignedLong(stated), most, place), Integer.BYTES);
    }

    static UncompressedSize brotli(byte[] head, int limit, Place place) {
        long size = 0;
        int at = 0;
        int next;
        do {
            if (at >= head.length || at == LONGEST_LEB128) {
                throw place.bad("the size of a brotli block", at + " bytes of one");
            }
            next = head[at];
            size |= (next & 0x7FL) << (7 * at);
            at++;
        } while (next < 0);
        return new UncompressedSize(checked(size, limit, place), at);
    }

    /** The indexes at the ends of xz streams say how long they are. */
    private static int xz(ImageFile file, Section section, int limit, Place place) {
        try (SeekableXZInputStream in =
                new SeekableXZInputStream(new Payload(file, section), Decompressor.XZ_MEMORY_KIB)) {
            return checked(in.length(), limit, place);
        } catch (IOException e) {
            throw Decompressor.refused(place, "xz", e);
        }
    }

    /** The payload of a section for who reads here and there. */
    private static final class Payload extends SeekableInputStream {
        private final ImageFile file;
        private final Section section;
        private long position;

        Payload(ImageFile file, Section section) {
            this.file = file;
            this.section = section;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int from, int length) {
            int count = (int) Math.min(length, Math.max(0, length() - position));
            if (count == 0 && length > 0) {
                return -1;
            }
            file.read(section.payloadOffset() + position, ByteBuffer.wrap(target, from, count));
            position += count;
            return count;
        }

        @Override
        public long length() {
            return section.header().length();
        }

        @Override
        public long position() {
            return position;
        }

        @Override
        public void seek(long to) {
            position = to;
        }
    }
}

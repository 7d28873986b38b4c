// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.block;

import io.apprunner.dwarfs.DwarfsImage;
import io.apprunner.dwarfs.container.Checksum;
import io.apprunner.dwarfs.container.ImageFile;
import io.apprunner.dwarfs.container.Section;
import io.apprunner.dwarfs.container.UncompressedSize;
import io.apprunner.dwarfs.format.Compression;
import io.apprunner.dwarfs.format.Place;
import java.nio.ByteBuffer;

/**
 * Fills the buffer of one block from its section, a part at a time. Belongs to one thread at a time.
 *
 * <p>Before it tells of the first byte, it has compared the whole payload with its checksum: what was handed out cannot
 * be taken back, and the kernel keeps it.
 */
abstract sealed class BlockDecoder permits StoredDecoder, WholeDecoder, ZstdDecoder {
    /** No codec makes a block longer than this many times its size, and this many bytes. */
    private static final int PAYLOAD_SLACK = 1 << 16;

    final ImageFile file;
    final Section section;
    final Place place;
    /** Bytes of the block when it is decoded. */
    final int size;

    /** Gives memory for single steps. */
    final DecoderPool pool;

    private final Checksum checksum;
    /** Bytes of the payload that the checksum has. */
    private long hashed;

    private boolean isChecked;

    BlockDecoder(DwarfsImage image, Section section, int size, DecoderPool pool) {
        this.file = image.file();
        this.section = section;
        this.place = file.place(section.offset());
        this.checksum = new Checksum(section);
        this.size = size;
        this.pool = pool;
    }

    /** The decoder for a block; reads no more of its payload than what tells the size. */
    static BlockDecoder open(DwarfsImage image, int block, DecoderPool pool) {
        Section section = image.block(block);
        Place place = image.file().place(section.offset());
        long length = section.header().length();
        long limit = section.isStored() ? image.blockSize() : 2L * image.blockSize() + PAYLOAD_SLACK;
        if (length > limit) {
            throw place.bad("a block of at most " + limit + " bytes", length);
        }
        int size = UncompressedSize.of(image.file(), section, image.blockSize());
        Compression compression = Compression.of(section.header().compression());
        if (compression == Compression.NONE) {
            return new StoredDecoder(image, section, size, pool);
        }
        return compression == Compression.ZSTD
                ? new ZstdDecoder(image, section, size, pool)
                : new WholeDecoder(image, section, size, pool);
    }

    /**
     * Goes on from byte {@code from} of {@code target}, where the last call stopped, at least to byte {@code to}. When
     * it returns more than 0, the whole payload has the right checksum; when the end of the block is reached, the
     * payload has ended too.
     *
     * @return where it stopped
     */
    abstract int advance(ByteBuffer target, int from, int to);

    /** Has the checksum take in {@code bytes[from..to)}, the next part of the payload, unless it was found right. */
    final void hash(ByteBuffer bytes, int from, int to, DecoderPool.Scratch scratch) {
        if (!isChecked) {
            checksum.update(bytes, from, to, scratch.piece());
            hashed += to - from;
        }
    }

    /** Reads what the checksum has not seen of the payload, and refuses a payload that is not the one of the writer. */
    final void checkRest(DecoderPool.Scratch scratch) {
        if (isChecked) {
            return;
        }
        long length = section.header().length();
        ByteBuffer piece = scratch.source();
        while (section.header().hasChecksums() && hashed < length) {
            int count = (int) Math.min(piece.capacity(), length - hashed);
            file.read(section.payloadOffset() + hashed, piece.clear().limit(count));
            hash(piece, 0, count, scratch);
        }
        checksum.check(place);
        isChecked = true;
    }

    /** Gives back what the decoder holds; also before the end. */
    void close() {}
}

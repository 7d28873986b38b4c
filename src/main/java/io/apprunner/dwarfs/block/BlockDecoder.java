// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.block;

import io.apprunner.dwarfs.DwarfsImage;
import io.apprunner.dwarfs.container.Checksum;
import io.apprunner.dwarfs.container.ImageFile;
import io.apprunner.dwarfs.container.Section;
import io.apprunner.dwarfs.container.ZstdFrame;
import io.apprunner.dwarfs.format.Compression;
import io.apprunner.dwarfs.format.Place;
import java.nio.ByteBuffer;

/** Fills the buffer of one block from its section, a part at a time. Belongs to one thread at a time. */
abstract sealed class BlockDecoder permits StoredDecoder, WholeDecoder, ZstdDecoder {
    /** No codec makes a block longer than this many times its size, and this many bytes. */
    private static final int PAYLOAD_SLACK = 1 << 16;

    /** An array can hold it. */
    private static final int LONGEST_PAYLOAD = Integer.MAX_VALUE - 8;

    final ImageFile file;
    final Section section;
    final Place place;
    final Checksum checksum;
    /** Bytes of the block when it is decoded; the most there can be when the codec does not tell. */
    final int size;

    BlockDecoder(DwarfsImage image, Section section, int size) {
        this.file = image.file();
        this.section = section;
        this.place = file.place(section.offset());
        this.checksum = new Checksum(section);
        this.size = size;
    }

    /** The decoder for a block; reads no more than the head of its payload. */
    static BlockDecoder open(DwarfsImage image, int block, DecoderPool pool) {
        Section section = image.block(block);
        Place place = image.file().place(section.offset());
        long length = section.header().length();
        long limit = section.isStored()
                ? image.blockSize()
                : Math.min(2L * image.blockSize() + PAYLOAD_SLACK, LONGEST_PAYLOAD);
        if (length > limit) {
            throw place.bad("a block of at most " + limit + " bytes", length);
        }
        Compression compression = Compression.of(section.header().compression());
        if (compression == Compression.NONE) {
            return new StoredDecoder(image, section, (int) length, pool);
        }
        if (compression == Compression.ZSTD) {
            byte[] head = new byte[(int) Math.min(length, ZstdFrame.HEADER_LIMIT)];
            image.file().read(section.payloadOffset(), ByteBuffer.wrap(head));
            int size = (int) ZstdFrame.contentSize(head, image.blockSize(), place);
            return new ZstdDecoder(image, section, size, pool);
        }
        return new WholeDecoder(image, section, pool);
    }

    /**
     * Goes on from byte {@code from} of {@code target}, where the last call stopped, at least to byte {@code to}. When
     * the end of the block is reached, the whole payload has been read and its checksum was right.
     *
     * @return where it stopped
     */
    abstract int advance(ByteBuffer target, int from, int to);

    /** Whether {@link #size} is no more than a limit, and what the last {@link #advance} returned is the size. */
    boolean isWhole() {
        return false;
    }

    /** Gives back what the decoder holds; also before the end. */
    void close() {}
}

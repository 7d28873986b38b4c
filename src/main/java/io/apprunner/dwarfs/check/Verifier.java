// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.check;

import io.apprunner.dwarfs.DwarfsImage;
import io.apprunner.dwarfs.block.BlockCache;
import io.apprunner.dwarfs.container.Checksum;
import io.apprunner.dwarfs.container.ImageFile;
import io.apprunner.dwarfs.container.Section;
import io.apprunner.dwarfs.format.Place;
import io.apprunner.dwarfs.format.SectionHeader;
import io.apprunner.dwarfs.metadata.Metadata;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** The checks of a {@link Checkup} that read sections and blocks. Belongs to one thread. */
final class Verifier {
    private static final int PIECE = 1 << 18;

    private final ImageFile file;
    private final BlockCache cache;
    private final byte[] piece = new byte[PIECE];

    /** A verifier of images in {@code file} that decodes blocks in {@code cache}. */
    Verifier(ImageFile file, BlockCache cache) {
        this.file = file;
        this.cache = cache;
    }

    /** How many bytes of each block the files of an image have. */
    static int[] needed(DwarfsImage image) {
        int[] needed = new int[image.blockCount()];
        Metadata metadata = image.metadata();
        for (int chunk = 0; chunk < metadata.chunkCount(); chunk++) {
            if (!metadata.isHole(chunk)) {
                int block = metadata.chunkBlock(chunk);
                int end = metadata.chunkOffset(chunk) + (int) metadata.chunkSize(chunk);
                needed[block] = Math.max(needed[block], end);
            }
        }
        return needed;
    }

    /** Decodes a block, of which {@code needed} bytes must be there; returns its size. */
    int checkBlock(DwarfsImage image, int block, int needed) {
        int size = cache.decodeAll(image, block);
        if (size < needed) {
            throw file.place(image.block(block).offset()).bad("a block of at least " + needed + " bytes", size);
        }
        return size;
    }

    /** Compares both checksums of a section with its bytes, if it has any. */
    void checkSums(Section section) {
        if (!section.header().hasChecksums()) {
            return;
        }
        Place place = file.place(section.offset());
        Checksum xxh3 = new Checksum(section);
        MessageDigest sha = newDigest();
        byte[] head = new byte[SectionHeader.SIZE];
        file.read(section.offset(), ByteBuffer.wrap(head));
        sha.update(head, SectionHeader.SHA_FROM, SectionHeader.SIZE - SectionHeader.SHA_FROM);
        long left = section.header().length();
        for (long at = section.payloadOffset(); left > 0; at += PIECE, left -= PIECE) {
            int count = (int) Math.min(PIECE, left);
            file.read(at, ByteBuffer.wrap(piece, 0, count));
            sha.update(piece, 0, count);
            xxh3.update(piece, count);
        }
        xxh3.check(place);
        byte[] expected = Arrays.copyOfRange(head, SectionHeader.SHA_AT, SectionHeader.SHA_FROM);
        byte[] found = sha.digest();
        if (!Arrays.equals(expected, found)) {
            throw place.checksum(
                    "SHA-512/256 " + HexFormat.of().formatHex(expected),
                    HexFormat.of().formatHex(found));
        }
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-512/256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

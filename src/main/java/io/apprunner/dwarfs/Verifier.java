// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs;

import io.apprunner.dwarfs.format.Place;
import io.apprunner.dwarfs.format.SectionHeader;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Checks a whole image: both checksums of each section, that every block can be decoded, and that every chunk lies
 * within what its block really holds. The structure of the metadata was checked when the image was opened.
 */
public final class Verifier {
    private static final int PIECE = 1 << 18;

    private final ImageFile file;
    private final BlockCache cache;
    private final byte[] piece = new byte[PIECE];

    /**
     * What was checked.
     *
     * @param sections their number
     * @param storedBytes bytes of all sections
     * @param blockBytes bytes of all blocks after decoding
     */
    public record Report(int sections, long storedBytes, long blockBytes) {}

    /** A verifier of images in {@code file} that decodes blocks in {@code cache}. Belongs to one thread at a time. */
    Verifier(ImageFile file, BlockCache cache) {
        this.file = file;
        this.cache = cache;
    }

    /**
     * Reads and checks everything.
     *
     * @param cache for decoded blocks
     * @throws io.apprunner.error.FormatException at the first fault
     * @throws io.apprunner.error.AppRunnerException with code {@code IO} when reading fails
     */
    public static Report verify(DwarfsImage image, BlockCache cache) {
        Verifier verifier = new Verifier(image.file(), cache);
        long stored = 0;
        int sections = 0;
        for (Section section : image.sections()) {
            verifier.checkSums(section);
            stored += section.end() - section.offset();
            sections++;
        }
        image.history();
        int[] needed = needed(image);
        long decoded = 0;
        for (int block = 0; block < needed.length; block++) {
            decoded += verifier.checkBlock(image, block, needed[block]);
        }
        return new Report(sections, stored, decoded);
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

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

    private final DwarfsImage image;
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

    /** A verifier of {@code image} that decodes blocks in {@code cache}. Belongs to one thread at a time. */
    public Verifier(DwarfsImage image, BlockCache cache) {
        this.image = image;
        this.cache = cache;
    }

    /**
     * Reads and checks everything.
     *
     * @throws io.apprunner.error.FormatException at the first fault
     * @throws io.apprunner.error.AppRunnerException with code {@code IO} when reading fails
     */
    public Report verify() {
        long stored = 0;
        int sections = 0;
        for (Section section : image.sections()) {
            checkSums(section);
            stored += SectionHeader.SIZE + section.header().length();
            sections++;
        }
        image.history();
        int[] needed = new int[image.blockCount()];
        Metadata metadata = image.metadata();
        for (int chunk = 0; chunk < metadata.chunkCount(); chunk++) {
            if (!metadata.isHole(chunk)) {
                int block = metadata.chunkBlock(chunk);
                int end = metadata.chunkOffset(chunk) + (int) metadata.chunkSize(chunk);
                needed[block] = Math.max(needed[block], end);
            }
        }
        long decoded = 0;
        for (int block = 0; block < needed.length; block++) {
            int size = cache.decodeAll(image, block);
            if (size < needed[block]) {
                throw image.file()
                        .place(image.block(block).offset())
                        .bad("a block of at least " + needed[block] + " bytes", size);
            }
            decoded += size;
        }
        return new Report(sections, stored, decoded);
    }

    private void checkSums(Section section) {
        Place place = image.file().place(section.offset());
        Checksum xxh3 = new Checksum(section);
        MessageDigest sha = newDigest();
        byte[] head = new byte[SectionHeader.SIZE];
        image.file().read(section.offset(), ByteBuffer.wrap(head));
        sha.update(head, SectionHeader.SHA_FROM, SectionHeader.SIZE - SectionHeader.SHA_FROM);
        long left = section.header().length();
        for (long at = section.payloadOffset(); left > 0; at += PIECE, left -= PIECE) {
            int count = (int) Math.min(PIECE, left);
            image.file().read(at, ByteBuffer.wrap(piece, 0, count));
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

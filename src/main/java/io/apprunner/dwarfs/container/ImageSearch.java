// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.container;

import io.apprunner.dwarfs.format.Compression;
import io.apprunner.dwarfs.format.Place;
import io.apprunner.dwarfs.format.SectionHeader;
import io.apprunner.dwarfs.format.SectionType;
import io.apprunner.error.FormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Finds an image that stands somewhere in a larger file, behind a launcher for instance (DwarFS format, container). An
 * image begins where a header of section 0 stands and one of section 1 follows its payload; it ends with the last
 * section whose number is one more than that of the section before it. The sections of the formats 2.0 and 2.1 have no
 * numbers: such an image is a head, blocks, the schema, and the metadata that end it.
 */
public final class ImageSearch {
    private static final int PIECE = 1 << 18;

    private static final int MAGIC_BYTES = 7;
    private static final byte FIRST = 'D';

    /** A file of nothing but headers must not cost more memory than this many numbers. */
    private static final int SHORT_LIMIT = 1 << 20;

    private final ImageFile file;
    /** Where blocks with short headers seemed to be: whatever leads there once more ends as it did before. */
    private final Set<Long> passed = new HashSet<>();

    private ImageSearch(ImageFile file) {
        this.file = file;
    }

    /**
     * The first image of a file at or behind an offset.
     *
     * @return its window, without what follows the image; empty when there is none
     * @throws io.apprunner.error.AppRunnerException with code {@code IO} when reading fails
     */
    public static Optional<ImageFile> find(FileChannel channel, String name, long from) {
        ImageFile whole = ImageFile.window(channel, name, from, -1);
        return new ImageSearch(whole).search().map(found -> whole.part(found.start(), found.size()));
    }

    /** An image in bytes from the start of the search. */
    private record Found(long start, long size) {}

    private Optional<Found> search() {
        ByteBuffer piece = ByteBuffer.allocate(PIECE).order(ByteOrder.LITTLE_ENDIAN);
        byte[] bytes = piece.array();
        // Pieces overlap, so that no header is cut in two.
        for (long at = 0; file.size() - at >= SectionHeader.SIZE; at += PIECE - MAGIC_BYTES) {
            int count = (int) Math.min(PIECE, file.size() - at);
            file.read(at, piece.clear().limit(count));
            piece.clear();
            for (int i = 0; i + Long.BYTES <= count; i++) {
                if (bytes[i] == FIRST && SectionHeader.startsAt(piece, i) && mayBegin(piece, i, count)) {
                    long end = end(at + i);
                    if (end >= 0) {
                        return Optional.of(new Found(at + i, end - at - i));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Whether a header at {@code at} can be that of section 0, as far as it is in the piece: this is what costs little.
     */
    private static boolean mayBegin(ByteBuffer piece, int at, int count) {
        int minor = piece.get(at + MAGIC_BYTES);
        return minor >= 0
                && minor <= SectionHeader.NEWEST_MINOR
                && (SectionHeader.isShort(minor)
                        || at + SectionHeader.SIZE > count
                        || piece.getInt(at + SectionHeader.XXH3_FROM) == 0);
    }

    /** Where the image that begins at {@code start} ends, or -1 when there is none. */
    private long end(long start) {
        int minor = SectionHeader.oldMinor(read(start, SectionHeader.OLD_SIZE));
        return minor >= 0 ? shortEnd(start + SectionHeader.OLD_SIZE, minor) : longEnd(start);
    }

    private long shortEnd(long start, int minor) {
        long at = start;
        boolean hasSchema = false;
        while (file.size() - at >= SectionHeader.OLD_SIZE && (hasSchema || isNew(at))) {
            SectionHeader header = SectionHeader.parseOld(read(at, SectionHeader.OLD_SIZE), minor, 0);
            long end = at + SectionHeader.OLD_SIZE + header.length();
            boolean isSound = header.length() > 0 && end <= file.size() && Compression.of(header.compression()) != null;
            SectionType expected = hasSchema ? SectionType.METADATA : SectionType.BLOCK;
            boolean endsBlocks = !hasSchema && header.type() == SectionType.SCHEMA.id();
            if (!isSound || header.type() != expected.id() && !endsBlocks) {
                return -1;
            }
            if (hasSchema) {
                return end;
            }
            hasSchema = endsBlocks;
            at = end;
        }
        return -1;
    }

    private boolean isNew(long at) {
        return passed.size() < SHORT_LIMIT && passed.add(at);
    }

    private ByteBuffer read(long at, int length) {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        file.read(at, bytes);
        return bytes;
    }

    /** As {@link #end}, of an image whose sections have numbers: at least two of them. */
    private long longEnd(long start) {
        long at = start;
        int sections = 0;
        while (true) {
            long next = next(at, sections);
            if (next < 0) {
                return sections < 2 ? -1 : at;
            }
            at = next;
            sections++;
        }
    }

    /** The end of section {@code number} at {@code at}, or -1 when it does not stand there. */
    private long next(long at, int number) {
        if (file.size() - at < SectionHeader.SIZE) {
            return -1;
        }
        try {
            SectionHeader header =
                    SectionHeader.parse(read(at, SectionHeader.SIZE), new Place(file.name(), file.offset() + at));
            long end = at + SectionHeader.SIZE + header.length();
            return header.number() == number && end > at && end <= file.size() ? end : -1;
        } catch (FormatException e) {
            // Many files have these bytes by chance, above all those that deal with images.
            return -1;
        }
    }
}

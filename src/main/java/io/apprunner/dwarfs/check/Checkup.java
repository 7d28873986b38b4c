// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.check;

import io.apprunner.dwarfs.DwarfsImage;
import io.apprunner.dwarfs.block.BlockCache;
import io.apprunner.dwarfs.container.ImageFile;
import io.apprunner.dwarfs.container.Section;
import io.apprunner.dwarfs.container.SectionTable;
import io.apprunner.dwarfs.format.SectionType;
import io.apprunner.error.ErrorCode;
import io.apprunner.error.FormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for all faults of an image: the container, both checksums of each section, the index, the structure of the
 * metadata, the names of each inode, the history, that every block can be decoded, and that every chunk lies within
 * what its block really holds. Belongs to one thread.
 */
public final class Checkup {
    private final ImageFile file;
    private final BlockCache cache;
    private final Set<Fault> faults = new LinkedHashSet<>();
    /** Where a checksum was wrong: what else is wrong there follows from it. */
    private final Set<Long> damaged = new HashSet<>();

    private final List<Section> sections = new ArrayList<>();
    private @Nullable SectionTable table;

    /**
     * One fault.
     *
     * @param section the number of the section, -1 when it is not known
     * @param type what the section holds, such as {@code block}; {@code container} when it is not known
     * @param offset bytes from the start of the file to the section's header, or to where it should be
     * @param code the kind of fault
     * @param expected what the format demands
     * @param found what is there
     */
    public record Fault(int section, String type, long offset, ErrorCode code, String expected, String found) {}

    /**
     * The result.
     *
     * @param file the window that was checked
     * @param sections the number of sections that could be found
     * @param blockBytes bytes of all blocks that could be decoded
     * @param faults empty when the image is sound
     */
    public record Report(ImageFile file, int sections, long blockBytes, List<Fault> faults) {}

    private Checkup(ImageFile file, BlockCache cache) {
        this.file = file;
        this.cache = cache;
    }

    /**
     * Checks an image.
     *
     * @param cache decodes the blocks
     * @throws io.apprunner.error.AppRunnerException with code {@code IO} when reading fails
     */
    public static Report of(ImageFile file, BlockCache cache) {
        Checkup checkup = new Checkup(file, cache);
        long bytes = checkup.check();
        return new Report(file, checkup.sections.size(), bytes, List.copyOf(checkup.faults));
    }

    private long check() {
        attempt(() -> table = SectionTable.load(file));
        SectionTable known = table;
        for (int i = 0; known != null && i < known.count(); i++) {
            int number = i;
            attempt(() -> sections.add(known.get(number)));
        }
        int container = faults.size();
        Verifier verifier = new Verifier(file, cache);
        for (Section section : sections) {
            attempt(() -> verifier.checkSums(section));
            if (section.header().type() == SectionType.INDEX.id()) {
                attempt(() -> checkIndex(section));
            }
        }
        if (container > 0) {
            return 0;
        }
        long[] bytes = {0};
        attempt(() -> {
            try (DwarfsImage image = DwarfsImage.open(file)) {
                attempt(image::history);
                attempt(() -> image.metadata().checkNames(file.place(metadataOffset())));
                bytes[0] = checkBlocks(image, verifier);
                cache.forget(image);
            }
        });
        return bytes[0];
    }

    private long metadataOffset() {
        return sections.stream()
                .filter(section -> section.header().type() == SectionType.METADATA.id())
                .mapToLong(Section::offset)
                .findFirst()
                .orElse(0);
    }

    private long checkBlocks(DwarfsImage image, Verifier verifier) {
        int[] needed = Verifier.needed(image);
        long[] bytes = {0};
        for (int i = 0; i < needed.length; i++) {
            int block = i;
            attempt(() -> bytes[0] += verifier.checkBlock(image, block, needed[block]));
        }
        return bytes[0];
    }

    private void checkIndex(Section index) {
        long length = index.header().length();
        if (length != (long) sections.size() * Long.BYTES || !index.isStored()) {
            throw file.place(index.offset()).bad("an index of " + sections.size() + " sections", length + " bytes");
        }
        ByteBuffer entries = ByteBuffer.allocate((int) length).order(ByteOrder.LITTLE_ENDIAN);
        file.read(index.payloadOffset(), entries);
        entries.flip();
        for (Section section : sections) {
            long expected = (long) section.header().type() << 48 | section.offset();
            long found = entries.getLong();
            if (found != expected) {
                throw file.place(index.offset())
                        .bad("the index entry " + Long.toHexString(expected), Long.toHexString(found));
            }
        }
    }

    /** Notes a fault; the same one is often met twice. */
    private void attempt(Runnable step) {
        try {
            step.run();
        } catch (FormatException e) {
            SectionTable known = table;
            int section = known == null ? -1 : known.at(e.offset() - file.offset());
            Fault fault = new Fault(
                    section,
                    known == null || section < 0 ? "container" : SectionType.nameOf(known.type(section)),
                    e.offset(),
                    e.code(),
                    e.expected(),
                    e.found());
            if (!damaged.contains(fault.offset())) {
                faults.add(fault);
            }
            if (fault.code() == ErrorCode.CHECKSUM) {
                damaged.add(fault.offset());
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.container;

import io.apprunner.dwarfs.format.Compression;
import io.apprunner.dwarfs.format.SectionHeader;
import io.apprunner.dwarfs.format.SectionType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Where the sections of an image are: from its index when it has a sound one, else from a walk over all headers.
 * Headers are read when they are first needed. Safe for several threads.
 */
public final class SectionTable {
    private static final long OFFSET_MASK = (1L << 48) - 1;
    private static final int SMALLEST_INDEX = 3;
    /** More would be an image above 1 GiB of nothing but headers. */
    private static final int COUNT_LIMIT = 1 << 24;

    private final ImageFile file;
    /** The minor version of an image with short headers, -1 for others. */
    private final int oldMinor;
    /** As in the index: type in the upper 16 bits, offset in the others. */
    private final long[] entries;

    private final AtomicReferenceArray<@Nullable Section> sections;

    private SectionTable(ImageFile file, int oldMinor, long[] entries) {
        this.file = file;
        this.oldMinor = oldMinor;
        this.entries = entries;
        this.sections = new AtomicReferenceArray<>(entries.length);
    }

    /**
     * Finds the sections of an image.
     *
     * @throws io.apprunner.error.FormatException when the file is no image, or a header is damaged
     * @throws io.apprunner.error.AppRunnerException with code {@code IO} when reading fails
     */
    public static SectionTable load(ImageFile file) {
        ByteBuffer head = ByteBuffer.allocate(SectionHeader.OLD_SIZE);
        file.read(0, head);
        int oldMinor = SectionHeader.oldMinor(head);
        if (oldMinor >= 0) {
            return new SectionTable(file, oldMinor, walk(file, oldMinor));
        }
        readHeader(file, 0); // so that the first complaint is about what the file is
        long[] index = readIndex(file);
        return new SectionTable(file, oldMinor, index == null ? walk(file, oldMinor) : index);
    }

    /** The number of sections. */
    public int count() {
        return entries.length;
    }

    /** The number of the type of section {@code section}, as the index has it. */
    public int type(int section) {
        return (int) (entries[section] >>> 48);
    }

    private static long offset(long entry) {
        return entry & OFFSET_MASK;
    }

    private long end(int section) {
        return section + 1 < entries.length ? offset(entries[section + 1]) : file.size();
    }

    /** Bytes of a section with its header, as the index has it. */
    public long length(int section) {
        return end(section) - offset(entries[section]);
    }

    /** Section {@code number}; its header is checked against the index. */
    public Section get(int number) {
        Section known = sections.get(number);
        if (known != null) {
            return known;
        }
        Section section = readHeader(file, offset(entries[number]), oldMinor, number);
        long end = end(number);
        if (section.header().number() != number || section.header().type() != type(number) || section.end() != end) {
            throw file.place(section.offset())
                    .bad("section " + number + " of type " + type(number) + " up to " + end, describe(section));
        }
        sections.set(number, section);
        return section;
    }

    /** The number of the section that holds byte {@code position} of the image, or -1. */
    public int at(long position) {
        if (position < 0 || position >= file.size()) {
            return -1;
        }
        int low = 0;
        int high = entries.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (offset(entries[middle]) <= position) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high;
    }

    /** All sections in the order of the file. */
    public List<Section> all() {
        List<Section> all = new ArrayList<>();
        for (int i = 0; i < count(); i++) {
            all.add(get(i));
        }
        return List.copyOf(all);
    }

    private static String describe(Section section) {
        SectionHeader header = section.header();
        return "section " + header.number() + " of type " + header.type() + " up to " + section.end();
    }

    /** The numbers of all sections of this type, in the order of the file. */
    public int[] ofType(SectionType type) {
        int[] found = new int[entries.length];
        int count = 0;
        for (int i = 0; i < entries.length; i++) {
            if (type(i) == type.id()) {
                found[count++] = i;
            }
        }
        return Arrays.copyOf(found, count);
    }

    private static Section readHeader(ImageFile file, long offset) {
        ByteBuffer bytes = ByteBuffer.allocate(SectionHeader.SIZE);
        file.read(offset, bytes);
        return checkEnd(file, new Section(offset, SectionHeader.parse(bytes, file.place(offset))));
    }

    private static Section readHeader(ImageFile file, long offset, int oldMinor, int number) {
        if (oldMinor < 0) {
            return readHeader(file, offset);
        }
        ByteBuffer bytes = ByteBuffer.allocate(SectionHeader.OLD_SIZE);
        file.read(offset, bytes);
        return checkEnd(file, new Section(offset, SectionHeader.parseOld(bytes, oldMinor, number)));
    }

    private static Section checkEnd(ImageFile file, Section section) {
        if (section.header().length() > file.size() - section.payloadOffset()) {
            throw file.place(section.offset())
                    .bad(
                            "a section within " + file.size() + " bytes",
                            section.header().length() + " bytes of payload");
        }
        return section;
    }

    private static long[] walk(ImageFile file, int oldMinor) {
        long[] entries = new long[16];
        int count = 0;
        long at = oldMinor >= 0 ? SectionHeader.OLD_SIZE : 0;
        while (at < file.size()) {
            Section section = readHeader(file, at, oldMinor, count);
            if (section.header().number() != count || count == COUNT_LIMIT || at > OFFSET_MASK) {
                throw file.place(at).bad("section " + count, describe(section));
            }
            if (count == entries.length) {
                entries = Arrays.copyOf(entries, count * 2);
            }
            entries[count++] = (long) section.header().type() << 48 | at;
            at = section.end();
        }
        return Arrays.copyOf(entries, count);
    }

    /** The entries of the index, or null when there is none that is sound. */
    private static long @Nullable [] readIndex(ImageFile file) {
        ByteBuffer last = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        file.read(file.size() - Long.BYTES, last);
        long own = last.getLong(0);
        long length = file.size() - offset(own) - SectionHeader.SIZE;
        if (own >>> 48 != SectionType.INDEX.id()
                || length < SMALLEST_INDEX * Long.BYTES
                || length > (long) COUNT_LIMIT * Long.BYTES
                || length % Long.BYTES != 0) {
            return null;
        }
        byte[] section = new byte[(int) length + SectionHeader.SIZE];
        ByteBuffer bytes = ByteBuffer.wrap(section).order(ByteOrder.LITTLE_ENDIAN);
        file.read(offset(own), bytes.duplicate());
        long hash = Checksum.xxh3(section, SectionHeader.XXH3_FROM, section.length);
        if (!isIndex(bytes, length, hash)) {
            return null;
        }
        long[] entries = new long[(int) length / Long.BYTES];
        bytes.position(SectionHeader.SIZE);
        bytes.asLongBuffer().get(entries);
        return ascends(entries) ? entries : null;
    }

    /** Whether a sound header of an index with {@code length} bytes of payload stands at the start of {@code bytes}. */
    private static boolean isIndex(ByteBuffer bytes, long length, long hash) {
        SectionHeader header = SectionHeader.decode(bytes);
        return SectionHeader.hasMagic(bytes)
                && header.type() == SectionType.INDEX.id()
                && header.compression() == Compression.NONE.id()
                && header.length() == length
                && header.xxh3() == hash;
    }

    private static boolean ascends(long[] entries) {
        if (offset(entries[0]) != 0) {
            return false;
        }
        for (int i = 1; i < entries.length; i++) {
            if (offset(entries[i]) - offset(entries[i - 1]) < SectionHeader.SIZE) {
                return false;
            }
        }
        return true;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs;

import io.apprunner.dwarfs.block.BlockCache;
import io.apprunner.dwarfs.container.Checksum;
import io.apprunner.dwarfs.container.Decompressor;
import io.apprunner.dwarfs.container.HistoryEntry;
import io.apprunner.dwarfs.container.ImageFile;
import io.apprunner.dwarfs.container.Section;
import io.apprunner.dwarfs.container.SectionTable;
import io.apprunner.dwarfs.format.FrozenView;
import io.apprunner.dwarfs.format.Place;
import io.apprunner.dwarfs.format.Schema;
import io.apprunner.dwarfs.format.SectionType;
import io.apprunner.dwarfs.metadata.Metadata;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** An open image: its metadata, and where its blocks are. Immutable but for caches; safe for several threads. */
public final class DwarfsImage implements AutoCloseable {
    /** A thousand times what is usual. Once parsed, schema and history take up to fifty times their size. */
    private static final int SCHEMA_LIMIT = 1 << 20;

    private static final int HISTORY_LIMIT = 1 << 20;
    private static final int METADATA_LIMIT = 1 << 30;
    /** Metadata is dense: more than this many bytes from one is not metadata but an attack on memory. */
    private static final int METADATA_RATIO = 1 << 10;

    private static final int SHORT_METADATA = 1 << 20;

    private final ImageFile file;
    private final SectionTable table;
    private final int[] blocks;
    private final Metadata metadata;

    private DwarfsImage(ImageFile file, SectionTable table, int[] blocks, Metadata metadata) {
        this.file = file;
        this.table = table;
        this.blocks = blocks;
        this.metadata = metadata;
    }

    /**
     * Opens an image: finds its sections, reads schema and metadata, and checks the whole structure in time and memory
     * linear in their size. Blocks are not touched.
     *
     * @param file stays the caller's to close, after this image
     * @throws io.apprunner.error.FormatException when the image is damaged, or, with code {@code UNSUPPORTED}, when it
     *     needs something unknown
     * @throws io.apprunner.error.AppRunnerException with code {@code IO} when reading fails, and {@code LIMIT} when the
     *     metadata need more memory than there is
     */
    public static DwarfsImage open(ImageFile file) {
        try {
            return read(file);
        } catch (OutOfMemoryError e) {
            throw new AppRunnerException(
                    ErrorCode.LIMIT, "there is too little memory for the metadata of " + file.name(), "", e);
        }
    }

    private static DwarfsImage read(ImageFile file) {
        SectionTable table = SectionTable.load(file);
        Section schemaSection = single(file, table, SectionType.SCHEMA);
        Section metadataSection = single(file, table, SectionType.METADATA);
        int[] blocks = table.ofType(SectionType.BLOCK);
        Schema schema = Schema.parse(load(file, schemaSection, SCHEMA_LIMIT), file.place(schemaSection.offset()));
        // The header's length is that of bytes which the file has, so this does not overflow.
        long limit = SHORT_METADATA + Math.min(metadataSection.header().length(), METADATA_LIMIT) * METADATA_RATIO;
        byte[] bytes = load(file, metadataSection, (int) Math.min(limit, METADATA_LIMIT));
        FrozenView root = FrozenView.root(schema, bytes, file.place(metadataSection.offset()));
        return new DwarfsImage(file, table, blocks, new Metadata(root, blocks.length));
    }

    private static Section single(ImageFile file, SectionTable table, SectionType type) {
        int[] found = table.ofType(type);
        if (found.length != 1) {
            throw file.place(0).bad("one section of type " + type, found.length);
        }
        return table.get(found[0]);
    }

    /** The uncompressed payload of a section whose checksum is right. */
    private static byte[] load(ImageFile file, Section section, int limit) {
        Place place = file.place(section.offset());
        if (section.header().length() > limit) {
            throw place.bad(
                    "a section of at most " + limit + " bytes", section.header().length());
        }
        byte[] payload = new byte[(int) section.header().length()];
        file.read(section.payloadOffset(), ByteBuffer.wrap(payload));
        Checksum checksum = new Checksum(section);
        checksum.update(payload);
        checksum.check(place);
        return Decompressor.decompress(section.header().compression(), payload, limit, place);
    }

    /** The tree. */
    public Metadata metadata() {
        return metadata;
    }

    /** The file that holds the image. */
    public ImageFile file() {
        return file;
    }

    /** Bytes of a full block, a power of two up to 2^30. */
    public int blockSize() {
        return metadata.blockSize();
    }

    /** The number of blocks. */
    public int blockCount() {
        return blocks.length;
    }

    /**
     * The section that holds a block.
     *
     * @throws io.apprunner.error.FormatException when its header is damaged
     */
    public Section block(int block) {
        return table.get(blocks[block]);
    }

    /** Bytes that the section of a block takes in the file, as the index has it. */
    public long storedSize(int block) {
        return table.length(blocks[block]);
    }

    /**
     * All sections in the order of the file.
     *
     * @throws io.apprunner.error.FormatException when a header is damaged
     */
    public List<Section> sections() {
        return table.all();
    }

    /** The name and version of the program that wrote the image, empty when not stated. */
    public String writerVersion() {
        return metadata.writerVersion();
    }

    /**
     * How the image was made, the newest step last; empty when it does not say.
     *
     * @throws io.apprunner.error.FormatException when the history is damaged
     */
    public List<HistoryEntry> history() {
        List<HistoryEntry> entries = new ArrayList<>();
        for (int number : table.ofType(SectionType.HISTORY)) {
            Section section = table.get(number);
            entries.addAll(HistoryEntry.parse(load(file, section, HISTORY_LIMIT), file.place(section.offset())));
        }
        return List.copyOf(entries);
    }

    /** Ends the use of the image. The caller closes the file, and {@link BlockCache#forget} frees its blocks. */
    @Override
    public void close() {}
}

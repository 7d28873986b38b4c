// SPDX-License-Identifier: Apache-2.0
package io.apprunner.image;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.error.FormatException;
import io.apprunner.error.IoReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Finds the parts of an image file. It reads a few hundred bytes, whatever the image's size. */
public final class ImageReader {
    /** Bytes 8 to 10 of the ELF header of an image, where other ELF files have padding. */
    static final byte[] FILE_TYPE = {'F', 'I', 1};

    /** Where the 40-bit offset of the image's table stands in the ELF header, which has padding there. */
    static final int TABLE_OFFSET = 11;

    private static final int ELF_HEADER = 64;
    private static final byte[] ELF_MAGIC = {0x7f, 'E', 'L', 'F', 2, 1};
    private static final byte[] DWARFS_MAGIC = "DWARFS".getBytes(StandardCharsets.US_ASCII);
    private static final int FLATIMAGE_TOOLS = 12;
    private static final int MAX_LAYERS = 10_000;

    private final FileChannel channel;
    private final String file;
    private final long fileSize;

    private ImageReader(FileChannel channel, String file) throws IOException {
        this.channel = channel;
        this.file = file;
        this.fileSize = channel.size();
    }

    /**
     * Reads an image's layout.
     *
     * @param channel the image, open for reading; its position is neither used nor changed
     * @param file its name, for errors
     * @throws FormatException when it is no image, or a damaged one
     * @throws AppRunnerException with code {@code IO} when it cannot be read
     */
    public static ImageLayout read(FileChannel channel, String file) {
        try {
            return new ImageReader(channel, file).read();
        } catch (IOException e) {
            throw new AppRunnerException(ErrorCode.IO, "cannot read " + file + ": " + IoReason.of(e), "", e);
        }
    }

    /** Whether an ELF header marks an image, rather than a launcher that carries nothing. */
    public static boolean isImage(byte[] header) {
        return startsWith(header, 0, ELF_MAGIC) && startsWith(header, 8, FILE_TYPE);
    }

    private ImageLayout read() throws IOException {
        byte[] elf = new byte[(int) Math.min(ELF_HEADER, fileSize)];
        readFully(0, elf);
        if (elf.length < ELF_HEADER || !isImage(elf)) {
            throw new FormatException(
                    ErrorCode.FORMAT,
                    file,
                    0,
                    "an app-runner image (an ELF file with 46 49 01 in bytes 8 to 10)",
                    HexFormat.ofDelimiter(" ").formatHex(elf, 0, Math.min(16, elf.length)));
        }
        long table = ByteBuffer.wrap(elf).order(ByteOrder.LITTLE_ENDIAN).getLong(TABLE_OFFSET) & 0xFF_FFFF_FFFFL;
        return table == 0 ? readFlatImage(elf) : readOwn(table);
    }

    private ImageLayout readOwn(long table) throws IOException {
        byte[] prefix = new byte[ImageHeader.PREFIX];
        readFully(table, prefix);
        ByteBuffer buffer = ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN);
        if (buffer.getLong(0) != ImageHeader.MAGIC) {
            throw damaged(table, "the magic APPRUNNR", HexFormat.of().formatHex(prefix, 0, 8));
        }
        if (buffer.getInt(8) != ImageHeader.VERSION) {
            throw new FormatException(
                    ErrorCode.UNSUPPORTED,
                    file,
                    table + 8,
                    "image format version " + ImageHeader.VERSION,
                    "version " + Integer.toUnsignedString(buffer.getInt(8)));
        }
        int length = buffer.getInt(12);
        if (length < ImageHeader.PREFIX + 32 || length > ImageHeader.MAX_LENGTH) {
            throw damaged(table + 12, "a table of 48 to " + ImageHeader.MAX_LENGTH + " bytes", length + " bytes");
        }
        byte[] bytes = new byte[length];
        readFully(table, bytes);
        ImageHeader header = ImageHeader.decode(bytes, file, table);
        for (Tool tool : header.tools()) {
            checkInside(tool.region(), table + length, "tool " + tool.name());
        }
        checkInside(header.reserved(), table + length, "the reserved area");
        return withLayers(header.distribution(), new Region(0, table), header.tools(), header.reserved());
    }

    /** FlatImage 2.x (2.1 of its layout): the ELF ends after its section table, then come twelve tools with lengths. */
    private ImageLayout readFlatImage(byte[] elf) throws IOException {
        ByteBuffer header = ByteBuffer.wrap(elf).order(ByteOrder.LITTLE_ENDIAN);
        long sections = header.getLong(40);
        long end =
                sections + (long) Short.toUnsignedInt(header.getShort(52)) * Short.toUnsignedInt(header.getShort(60));
        if (sections <= 0 || end <= 0 || end > fileSize) {
            throw damaged(40, "an ELF file that ends before byte " + fileSize, "its end at " + end);
        }
        long offset = end;
        for (int i = 0; i < FLATIMAGE_TOOLS; i++) {
            offset = length(offset).end();
        }
        Region reserved = new Region(offset, ImageLayout.RESERVED_SIZE);
        checkInside(reserved, end, "the reserved area");
        return withLayers("FLATIMAGE", new Region(0, end), List.of(), reserved);
    }

    private ImageLayout withLayers(String distribution, Region launcher, List<Tool> tools, Region reserved)
            throws IOException {
        List<Region> layers = new ArrayList<>();
        long offset = reserved.end();
        byte[] start = new byte[Long.BYTES + DWARFS_MAGIC.length];
        while (fileSize - offset >= start.length) {
            readFully(offset, start);
            if (!startsWith(start, Long.BYTES, DWARFS_MAGIC)) {
                break;
            }
            Region layer = length(offset);
            layers.add(layer);
            if (layers.size() > MAX_LAYERS) {
                throw damaged(offset, "at most " + MAX_LAYERS + " layers", "more");
            }
            offset = layer.end();
        }
        return new ImageLayout(distribution, launcher, tools, reserved, layers, fileSize - offset);
    }

    /** The bytes that follow a 64-bit length at {@code offset}. */
    private Region length(long offset) throws IOException {
        byte[] bytes = new byte[Long.BYTES];
        readFully(offset, bytes);
        long size = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (size <= 0 || size > fileSize - offset - Long.BYTES) {
            throw damaged(offset, "a length of 1 to " + (fileSize - offset - Long.BYTES), Long.toUnsignedString(size));
        }
        return new Region(offset + Long.BYTES, size);
    }

    private void checkInside(Region region, long from, String what) {
        if (region.offset() < from || region.end() > fileSize) {
            throw damaged(
                    from, what + " between " + from + " and " + fileSize, region.offset() + " to " + region.end());
        }
    }

    private void readFully(long offset, byte[] target) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(target);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, offset + buffer.position()) < 0) {
                throw damaged(offset, target.length + " bytes", "the end of the file after " + buffer.position());
            }
        }
    }

    private FormatException damaged(long offset, String expected, String found) {
        return new FormatException(ErrorCode.FORMAT, file, offset, expected, found);
    }

    private static boolean startsWith(byte[] bytes, int at, byte[] prefix) {
        return bytes.length >= at + prefix.length
                && java.util.Arrays.equals(bytes, at, at + prefix.length, prefix, 0, prefix.length);
    }
}

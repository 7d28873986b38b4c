// SPDX-License-Identifier: Apache-2.0
package io.apprunner.desktop.icon.png;

import io.apprunner.desktop.icon.raster.Defect;
import io.apprunner.desktop.icon.raster.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.InflaterInputStream;

/**
 * Reads PNG (W3C Recommendation, second edition) of every colour type, depth and interlacing. Checksums of chunks are
 * not looked at: the settings have their own, and zlib's covers the pixels.
 */
public final class PngDecoder {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    /** Of each pass of an interlaced picture: first column and row, and the distance to the next ones. */
    private static final int[][] ADAM7 = {
        {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
    };

    private static final int[][] WHOLE = {{0, 0, 1, 1}};

    private final byte[] bytes;
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private byte[] palette = {};
    private byte[] transparency = {};

    private PngDecoder(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Whether a file begins as PNG does. */
    public static boolean isPng(byte[] bytes) {
        return bytes.length > SIGNATURE.length && Arrays.equals(SIGNATURE, Arrays.copyOf(bytes, SIGNATURE.length));
    }

    /**
     * Reads a file.
     *
     * @throws io.apprunner.error.FormatException when it is damaged or of a kind that is not read
     * @throws io.apprunner.error.AppRunnerException with code {@code LIMIT} when the picture is too large
     */
    public static Raster decode(byte[] bytes) {
        return new PngDecoder(bytes).decode();
    }

    private Raster decode() {
        int offset = SIGNATURE.length;
        PngHeader header = PngHeader.decode(chunk(offset, "IHDR"), offset);
        offset = next(offset);
        while (!name(offset).equals("IEND")) {
            ByteBuffer content = chunk(offset, name(offset));
            switch (name(offset)) {
                case "IDAT" -> data.write(bytes, content.position(), content.remaining());
                case "PLTE" -> palette = copy(content);
                case "tRNS" -> transparency = copy(content);
                default -> skip(offset);
            }
            offset = next(offset);
        }
        return pixels(header, PngColours.of(header, palette, transparency));
    }

    /** A chunk whose name begins with a capital must be understood. */
    private void skip(int offset) {
        if (Character.isUpperCase(name(offset).charAt(0))) {
            throw Defect.unsupported(offset, "a known chunk", name(offset));
        }
    }

    private Raster pixels(PngHeader header, PngColours colours) {
        Raster raster = Raster.of(header.width(), header.height());
        try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(data.toByteArray()))) {
            for (int[] pass : header.interlaced() ? ADAM7 : WHOLE) {
                pass(in, header, colours, raster, pass);
            }
        } catch (IOException e) {
            throw Defect.at(0, "compressed pixels", String.valueOf(e.getMessage()));
        }
        return raster;
    }

    private static void pass(InputStream in, PngHeader header, PngColours colours, Raster raster, int[] pass)
            throws IOException {
        int columns = (header.width() - pass[0] + pass[2] - 1) / pass[2];
        if (columns <= 0) {
            return;
        }
        byte[] above = new byte[header.rowSize(columns)];
        byte[] row = new byte[above.length];
        for (int y = pass[1]; y < header.height(); y += pass[3]) {
            int filter = in.read();
            if (filter < 0 || in.readNBytes(row, 0, row.length) < row.length) {
                throw Defect.at(0, header.height() + " rows", "the end in row " + y);
            }
            PngFilter.undo(filter, row, above, header.step());
            for (int i = 0; i < columns; i++) {
                raster.pixels()[y * header.width() + pass[0] + i * pass[2]] = colours.pixel(row, i);
            }
            byte[] swap = above;
            above = row;
            row = swap;
        }
    }

    private static byte[] copy(ByteBuffer content) {
        byte[] copy = new byte[content.remaining()];
        content.get(copy);
        return copy;
    }

    private ByteBuffer chunk(int offset, String expected) {
        if (!name(offset).equals(expected)) {
            throw Defect.at(offset, expected, name(offset));
        }
        return ByteBuffer.wrap(bytes, offset + 8, length(offset));
    }

    private int next(int offset) {
        return offset + 12 + length(offset);
    }

    /** A chunk has its length, name, content, and checksum; all of them are in the file. */
    private int length(int offset) {
        int length = ByteBuffer.wrap(bytes).getInt(offset);
        if (length < 0 || length > bytes.length - offset - 12) {
            throw Defect.at(offset, "a chunk inside the file", length + " bytes");
        }
        return length;
    }

    private String name(int offset) {
        if (offset > bytes.length - 12) {
            throw Defect.at(offset, "a chunk", "the end");
        }
        return new String(bytes, offset + 4, 4, java.nio.charset.StandardCharsets.ISO_8859_1);
    }
}

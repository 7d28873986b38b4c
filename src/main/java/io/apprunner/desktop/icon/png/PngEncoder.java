// SPDX-License-Identifier: Apache-2.0
package io.apprunner.desktop.icon.png;

import io.apprunner.desktop.icon.raster.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Writes PNG: RGB with alpha, 8 bits, not interlaced. */
public final class PngEncoder {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int PIXEL = 4;

    private PngEncoder() {}

    /** The PNG file of a picture. */
    public static byte[] encode(Raster raster) {
        ByteBuffer header = ByteBuffer.allocate(13).putInt(raster.width()).putInt(raster.height());
        header.put((byte) 8).put((byte) PngHeader.RGB_ALPHA);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(SIGNATURE);
        chunk(out, "IHDR", header.array());
        chunk(out, "IDAT", compressed(raster));
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, String name, byte[] content) {
        byte[] label = name.getBytes(StandardCharsets.US_ASCII);
        CRC32 checksum = new CRC32();
        checksum.update(label);
        checksum.update(content);
        out.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
        out.writeBytes(label);
        out.writeBytes(content);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array());
    }

    private static byte[] compressed(Raster raster) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try (OutputStream rows = new DeflaterOutputStream(out, deflater)) {
            byte[] above = new byte[raster.width() * PIXEL];
            for (int y = 0; y < raster.height(); y++) {
                byte[] row = row(raster, y);
                rows.write(PngFilter.PAETH);
                rows.write(filtered(row, above));
                above = row;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deflater.end();
        }
        return out.toByteArray();
    }

    private static byte[] row(Raster raster, int y) {
        ByteBuffer row = ByteBuffer.allocate(raster.width() * PIXEL);
        for (int x = 0; x < raster.width(); x++) {
            row.putInt(Integer.rotateLeft(raster.pixels()[y * raster.width() + x], 8));
        }
        return row.array();
    }

    private static byte[] filtered(byte[] row, byte[] above) {
        byte[] result = new byte[row.length];
        for (int i = 0; i < row.length; i++) {
            int left = i < PIXEL ? 0 : row[i - PIXEL] & 0xff;
            int corner = i < PIXEL ? 0 : above[i - PIXEL] & 0xff;
            result[i] = (byte) (row[i] - PngFilter.paeth(left, above[i] & 0xff, corner));
        }
        return result;
    }
}

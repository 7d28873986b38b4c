// SPDX-License-Identifier: Apache-2.0
package io.apprunner.desktop.icon.jpeg;

import io.apprunner.desktop.icon.raster.Raster;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * How the camera was held, as the Exif segment of a JPEG file tells (CIPA DC-008, 4.6.4): a TIFF header, and in its
 * first directory the tag "Orientation". A file whose segment is missing or damaged is upright.
 */
public final class JpegOrientation {
    private static final int APP1 = 0xffe1;
    private static final int FIRST_APPLICATION = 0xffe0;
    private static final int LAST_APPLICATION = 0xffef;
    private static final byte[] NAME = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
    private static final int ORIENTATION = 0x0112;
    private static final int ENTRY = 12;
    private static final int LAST = 8;

    private JpegOrientation() {}

    /** The orientation, from 1 to 8; see {@link Raster#turned}. */
    public static int of(byte[] file) {
        try {
            ByteBuffer in = ByteBuffer.wrap(file);
            int at = 2;
            int marker = Short.toUnsignedInt(in.getShort(at));
            while (marker >= FIRST_APPLICATION && marker <= LAST_APPLICATION) {
                int content = at + 4;
                at += 2 + Short.toUnsignedInt(in.getShort(at + 2));
                if (marker == APP1 && Arrays.equals(file, content, content + NAME.length, NAME, 0, NAME.length)) {
                    return inTiff(in.slice(content + NAME.length, at - content - NAME.length));
                }
                marker = Short.toUnsignedInt(in.getShort(at));
            }
        } catch (IndexOutOfBoundsException e) {
            return Raster.UPRIGHT; // the decoder tells what is wrong with the file
        }
        return Raster.UPRIGHT;
    }

    private static int inTiff(ByteBuffer tiff) {
        ByteBuffer in = tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = in.getInt(4);
        int entries = Short.toUnsignedInt(in.getShort(directory));
        for (int i = 0; i < entries; i++) {
            int entry = directory + 2 + i * ENTRY;
            if (Short.toUnsignedInt(in.getShort(entry)) == ORIENTATION) {
                int value = Short.toUnsignedInt(in.getShort(entry + 8));
                return value >= Raster.UPRIGHT && value <= LAST ? value : Raster.UPRIGHT;
            }
        }
        return Raster.UPRIGHT;
    }
}

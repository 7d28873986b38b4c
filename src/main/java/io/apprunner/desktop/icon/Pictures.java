// SPDX-License-Identifier: Apache-2.0
package io.apprunner.desktop.icon;

import io.apprunner.desktop.icon.jpeg.JpegDecoder;
import io.apprunner.desktop.icon.jpeg.JpegOrientation;
import io.apprunner.desktop.icon.png.PngDecoder;
import io.apprunner.desktop.icon.png.PngEncoder;
import io.apprunner.desktop.icon.raster.Defect;
import io.apprunner.desktop.icon.raster.Raster;
import io.apprunner.desktop.icon.raster.Resizer;
import io.apprunner.error.AppRunnerException;
import java.nio.ByteBuffer;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is done with icons. */
public final class Pictures {
    /** A larger picture is first made this small, from which all sizes are then made. */
    private static final int INTERMEDIATE = 512;

    /** Where a PNG file has its width, and behind it its height. */
    private static final int WIDTH = 16;

    private static final int HEADER = WIDTH + 2 * Integer.BYTES;

    private Pictures() {}

    /**
     * Reads a PNG or JPEG file; its content tells which.
     *
     * @throws AppRunnerException when it is neither, damaged, of an unknown kind or too large
     */
    public static Raster decode(byte[] file) {
        if (PngDecoder.isPng(file)) {
            return PngDecoder.decode(file);
        }
        if (JpegDecoder.isJpeg(file)) {
            return turned(JpegDecoder.decode(file), JpegOrientation.of(file));
        }
        throw Defect.at(0, "a PNG or JPEG picture", "something else");
    }

    /**
     * Whether a file begins as a PNG picture of a size does; it is not decoded.
     *
     * @param size pixels of its longer side
     */
    public static boolean looksLikePng(byte[] file, int size) {
        if (!PngDecoder.isPng(file) || file.length < HEADER) {
            return false;
        }
        ByteBuffer header = ByteBuffer.wrap(file);
        return Math.max(header.getInt(WIDTH), header.getInt(WIDTH + Integer.BYTES)) == size;
    }

    /** A large picture is made small before: two large ones would not fit into memory. */
    private static Raster turned(Raster picture, int orientation) {
        return orientation == Raster.UPRIGHT ? picture : intermediate(picture).turned(orientation);
    }

    private static Raster intermediate(Raster picture) {
        return Math.max(picture.width(), picture.height()) > INTERMEDIATE
                ? Resizer.fit(picture, INTERMEDIATE)
                : picture;
    }

    /**
     * Checks an SVG file.
     *
     * @throws AppRunnerException when it is not well-formed, or declares entities
     */
    public static void checkSvg(byte[] file) {
        SvgCheck.check(file);
    }

    /**
     * PNG files of a picture, by the length of their longer sides.
     *
     * @param sizes in pixels
     */
    public static SortedMap<Integer, byte[]> png(Raster picture, Iterable<Integer> sizes) {
        Raster source = intermediate(picture);
        SortedMap<Integer, byte[]> result = new TreeMap<>();
        sizes.forEach(size -> result.put(size, PngEncoder.encode(Resizer.fit(source, size))));
        return result;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.desktop.icon.jpeg;

import io.apprunner.desktop.icon.raster.Defect;
import io.apprunner.desktop.icon.raster.Raster;
import java.util.List;

/** Makes pixels of a JPEG's coefficients. Colours of lower resolution are repeated. */
final class JpegColours {
    private static final int SIDE = 8;

    private final JpegFrame frame;
    private final int[][] tables;
    private final boolean plain;

    /**
     * @param tables quantization tables by number; null where there is none
     * @param plain whether three components are red, green and blue
     */
    JpegColours(JpegFrame frame, int[][] tables, boolean plain) {
        this.frame = frame;
        this.tables = tables;
        this.plain = plain || isNamedByLetters(frame);
    }

    /** Some programs tell by the components' numbers that they are red, green and blue. */
    private static boolean isNamedByLetters(JpegFrame frame) {
        return frame.components().stream()
                .map(component -> component.id)
                .toList()
                .equals(List.of(0x52, 0x47, 0x42));
    }

    Raster raster() {
        List<byte[]> planes = frame.components().stream()
                .map(component -> component.samples(table(component)))
                .toList();
        Raster raster = Raster.of(frame.shape().width(), frame.shape().height());
        for (int y = 0; y < raster.height(); y++) {
            for (int x = 0; x < raster.width(); x++) {
                raster.pixels()[y * raster.width() + x] = pixel(planes, x, y);
            }
        }
        return raster;
    }

    private int[] table(JpegComponent component) {
        int[] table = tables[component.quantization];
        if (table == null) {
            throw Defect.at(0, "quantization table " + component.quantization, "none");
        }
        return table;
    }

    private int pixel(List<byte[]> planes, int x, int y) {
        int first = sample(planes, 0, x, y);
        if (planes.size() == 1) {
            return argb(first, first, first);
        }
        int second = sample(planes, 1, x, y);
        int third = sample(planes, 2, x, y);
        if (plain) {
            return argb(first, second, third);
        }
        // ITU-T T.871, section 7.
        float blue = second - 128;
        float red = third - 128;
        return argb(
                Math.round(first + 1.402f * red),
                Math.round(first - 0.344136f * blue - 0.714136f * red),
                Math.round(first + 1.772f * blue));
    }

    private int sample(List<byte[]> planes, int index, int x, int y) {
        JpegComponent component = frame.components().get(index);
        int column = x * component.across / frame.shape().maxAcross();
        int row = y * component.down / frame.shape().maxDown();
        return planes.get(index)[row * component.stride * SIDE + column] & 0xff;
    }

    private static int argb(int red, int green, int blue) {
        return 0xff000000 | Math.clamp(red, 0, 255) << 16 | Math.clamp(green, 0, 255) << 8 | Math.clamp(blue, 0, 255);
    }
}

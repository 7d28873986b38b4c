// SPDX-License-Identifier: Apache-2.0
package io.apprunner.desktop.icon.jpeg;

import io.apprunner.desktop.icon.raster.Defect;
import io.apprunner.desktop.icon.raster.Raster;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The SOF segment (ITU-T T.81, B.2.2).
 *
 * @param progressive whether the coefficients come in several scans
 */
record JpegFrame(Shape shape, List<JpegComponent> components, boolean progressive) {
    private static final int MAX_FACTOR = 4;
    private static final int SIDE = 8;

    /**
     * Sizes of the picture.
     *
     * @param maxAcross the largest horizontal sampling factor
     * @param maxDown the largest vertical one
     */
    record Shape(int width, int height, int maxAcross, int maxDown) {
        int unitsAcross() {
            return (width + SIDE * maxAcross - 1) / (SIDE * maxAcross);
        }

        int unitsDown() {
            return (height + SIDE * maxDown - 1) / (SIDE * maxDown);
        }
    }

    /** A component as the segment describes it. */
    record Part(int id, int across, int down, int quantization) {}

    static JpegFrame decode(ByteBuffer in, int offset, boolean progressive) {
        if (in.remaining() < 6) {
            throw Defect.at(offset, "a frame header", "the end");
        }
        int precision = in.get();
        int height = Short.toUnsignedInt(in.getShort());
        int width = Short.toUnsignedInt(in.getShort());
        int count = in.get();
        if (precision != 8) {
            throw Defect.unsupported(offset, "8 bits for a sample", precision);
        }
        if (count != 1 && count != 3) {
            throw Defect.unsupported(offset, "one or three components", count);
        }
        if (in.remaining() != 3 * count) {
            throw Defect.at(offset, count + " components", in.remaining() + " bytes");
        }
        Raster.check(width, height);
        List<Part> parts = parts(in, offset, count);
        int across = parts.stream().mapToInt(Part::across).max().orElseThrow();
        int down = parts.stream().mapToInt(Part::down).max().orElseThrow();
        Shape shape = new Shape(width, height, across, down);
        List<JpegComponent> components =
                parts.stream().map(part -> new JpegComponent(part, shape)).toList();
        return new JpegFrame(shape, components, progressive);
    }

    private static List<Part> parts(ByteBuffer in, int offset, int count) {
        List<Part> parts = new ArrayList<>();
        Set<Integer> ids = new HashSet<>();
        for (int i = 0; i < count; i++) {
            int id = in.get() & 0xff;
            int factors = in.get() & 0xff;
            // The factors of a single component say nothing: its units are blocks.
            int across = count == 1 ? 1 : factors >> 4;
            int down = count == 1 ? 1 : factors & 15;
            int table = in.get() & 0xff;
            boolean fits = across > 0 && down > 0 && across <= MAX_FACTOR && down <= MAX_FACTOR;
            if (!fits || table > 3 || !ids.add(id)) {
                throw Defect.at(
                        offset, "a possible component", "%d, factors %x, table %d".formatted(id, factors, table));
            }
            parts.add(new Part(id, across, down, table));
        }
        return parts;
    }
}

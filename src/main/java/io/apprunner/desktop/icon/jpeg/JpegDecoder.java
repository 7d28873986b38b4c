// SPDX-License-Identifier: Apache-2.0
package io.apprunner.desktop.icon.jpeg;

import io.apprunner.desktop.icon.raster.Defect;
import io.apprunner.desktop.icon.raster.Raster;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads JPEG (ITU-T T.81): sequential and progressive with Huffman codes, gray, YCbCr and RGB. A file of a few bytes
 * can ask for many passes over a large picture; the number of scans is therefore bounded.
 */
public final class JpegDecoder {
    private static final int MAX_SCANS = 64;
    private static final int TABLES = 4;
    private static final int SOF0 = 0xc0;
    private static final int SOF1 = 0xc1;
    private static final int SOF2 = 0xc2;
    private static final int DHT = 0xc4;
    private static final int JPG = 0xc8;
    private static final int SOF15 = 0xcf;
    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;
    private static final int DQT = 0xdb;
    private static final int DRI = 0xdd;
    private static final int APP14 = 0xee;

    private final byte[] bytes;
    private final int[][] quantization = new int[TABLES][];
    private final @Nullable HuffmanTable[] dc = new HuffmanTable[TABLES];
    private final @Nullable HuffmanTable[] ac = new HuffmanTable[TABLES];
    private @Nullable JpegFrame frame;
    private int interval;
    private int scans;
    private boolean plainColours;

    private JpegDecoder(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Whether a file begins as JPEG does. */
    public static boolean isJpeg(byte[] bytes) {
        return bytes.length > 3 && bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xd8 && bytes[2] == (byte) 0xff;
    }

    /**
     * Reads a file.
     *
     * @throws io.apprunner.error.FormatException when it is damaged or of a kind that is not read
     * @throws io.apprunner.error.AppRunnerException with code {@code LIMIT} when the picture is too large
     */
    public static Raster decode(byte[] bytes) {
        return new JpegDecoder(bytes).decode();
    }

    private Raster decode() {
        int at = 2;
        while (true) {
            JpegBits search = new JpegBits(bytes, at);
            int marker = search.marker();
            at = search.position();
            if (marker == EOI) {
                break;
            }
            ByteBuffer segment = segment(at + 2);
            int end = segment.limit();
            segment(marker, segment, at);
            at = marker == SOS ? scan(segment, end) : end;
        }
        if (frame == null || scans == 0) {
            throw Defect.at(at, "a picture", "the end");
        }
        return new JpegColours(frame, quantization, plainColours).raster();
    }

    /** The content behind a length, which counts itself. */
    private ByteBuffer segment(int at) {
        int length = at + 2 > bytes.length
                ? 0
                : Short.toUnsignedInt(ByteBuffer.wrap(bytes).getShort(at));
        if (length < 2 || length > bytes.length - at) {
            throw Defect.at(at, "a segment inside the file", length + " bytes");
        }
        return ByteBuffer.wrap(bytes, at + 2, length - 2);
    }

    private void segment(int marker, ByteBuffer in, int at) {
        switch (marker) {
            case SOF0, SOF1, SOF2 -> {
                if (frame != null) {
                    throw Defect.at(at, "one frame", "another one");
                }
                frame = JpegFrame.decode(in, at, marker == SOF2);
            }
            case DHT -> huffman(in, at);
            case DQT -> quantization(in, at);
            case DRI -> interval = in.remaining() < 2 ? 0 : Short.toUnsignedInt(in.getShort());
            case APP14 -> adobe(in);
            default -> {
                if (marker > SOF2 && marker <= SOF15 && marker != JPG) {
                    throw Defect.unsupported(at, "a sequential or progressive picture", Integer.toHexString(marker));
                }
            }
        }
    }

    /** Adobe's segment tells when three components are red, green and blue. */
    private void adobe(ByteBuffer in) {
        if (in.remaining() >= 12 && in.get(in.position()) == 'A' && in.get(in.position() + 1) == 'd') {
            plainColours = in.get(in.position() + 11) == 0;
        }
    }

    private void huffman(ByteBuffer in, int at) {
        while (in.hasRemaining()) {
            int kind = in.get() & 0xff;
            if (kind >> 4 > 1 || (kind & 15) >= TABLES) {
                throw Defect.at(at, "a Huffman table from 0 to 3", kind);
            }
            (kind >> 4 == 0 ? dc : ac)[kind & 15] = HuffmanTable.decode(in, at);
        }
    }

    private void quantization(ByteBuffer in, int at) {
        while (in.hasRemaining()) {
            int kind = in.get() & 0xff;
            int size = kind >> 4 == 0 ? 1 : 2;
            if (kind >> 4 > 1 || (kind & 15) >= TABLES || in.remaining() < size * JpegComponent.BLOCK) {
                throw Defect.at(at, "a quantization table", kind);
            }
            int[] table = new int[JpegComponent.BLOCK];
            for (int place : JpegScan.ZIGZAG) {
                table[place] = size == 1 ? in.get() & 0xff : Short.toUnsignedInt(in.getShort());
            }
            quantization[kind & 15] = table;
        }
    }

    /** Reads a scan whose header is in {@code in}; gives where it ends. */
    private int scan(ByteBuffer in, int start) {
        JpegFrame picture = frame;
        if (picture == null || ++scans > MAX_SCANS || !in.hasRemaining()) {
            throw Defect.at(start, "a frame with at most " + MAX_SCANS + " scans", "scan " + scans);
        }
        int count = in.get();
        if (count < 1 || count > picture.components().size() || in.remaining() != 2 * count + 3) {
            throw Defect.at(start, "a scan header", count + " components");
        }
        List<JpegScan.Part> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            parts.add(part(picture, in.get() & 0xff, in.get() & 0xff, start));
        }
        JpegScan.Band band = band(picture, in, start, count);
        JpegBits bits = new JpegBits(bytes, start);
        new JpegScan(picture, parts, band, interval, bits).read();
        return bits.position();
    }

    private static JpegScan.Band band(JpegFrame picture, ByteBuffer in, int at, int count) {
        int first = in.get() & 0xff;
        int last = in.get() & 0xff;
        int bits = in.get() & 0xff;
        if (!picture.progressive()) {
            return new JpegScan.Band(0, JpegComponent.BLOCK - 1, 0, 0);
        }
        boolean fits = first == 0 ? last == 0 : count == 1 && first <= last && last < JpegComponent.BLOCK;
        if (!fits || (bits & 15) > 13) {
            throw Defect.at(at, "a possible scan", first + " to " + last);
        }
        return new JpegScan.Band(first, last, bits >> 4, bits & 15);
    }

    /** Tables that a scan does not use may be missing: an empty one has no code. */
    private JpegScan.Part part(JpegFrame picture, int id, int tables, int at) {
        JpegComponent component = picture.components().stream()
                .filter(c -> c.id == id)
                .findFirst()
                .orElseThrow(() -> Defect.at(at, "a component of the frame", id));
        if (tables >> 4 >= TABLES || (tables & 15) >= TABLES) {
            throw Defect.at(at, "a Huffman table from 0 to 3", tables);
        }
        return new JpegScan.Part(component, orEmpty(dc[tables >> 4]), orEmpty(ac[tables & 15]));
    }

    private static HuffmanTable orEmpty(@Nullable HuffmanTable table) {
        return table == null ? HuffmanTable.decode(ByteBuffer.allocate(16), 0) : table;
    }
}

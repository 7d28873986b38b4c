// SPDX-License-Identifier: Apache-2.0
package io.apprunner.desktop.icon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apprunner.desktop.icon.jpeg.JpegOrientation;
import io.apprunner.desktop.icon.raster.Raster;
import io.apprunner.desktop.icon.raster.Resizer;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PicturesTest {
    @ParameterizedTest
    @ValueSource(
            ints = {
                BufferedImage.TYPE_INT_RGB,
                BufferedImage.TYPE_INT_ARGB,
                BufferedImage.TYPE_BYTE_GRAY,
                BufferedImage.TYPE_USHORT_GRAY,
                BufferedImage.TYPE_BYTE_BINARY,
                BufferedImage.TYPE_BYTE_INDEXED
            })
    void everyKindOfPngIsReadAsTheJdkReadsIt(int type) {
        for (boolean interlaced : List.of(false, true)) {
            for (int size : List.of(1, 2, 3, 5, 8, 13, 33)) {
                byte[] file = Samples.png(Samples.gradient(type, size, 2 * size - 1), interlaced);
                assertSame(Pictures.decode(file), Samples.read(file), 1);
            }
        }
    }

    @Test
    void aTransparentColourIsTransparent() {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, 0x102030);
        image.setRGB(1, 0, 0x102031);
        byte[] file = withChunk(Samples.png(image, false), "tRNS", new byte[] {0, 0x10, 0, 0x20, 0, 0x30});
        assertThat(Pictures.decode(file).pixels()).containsExactly(0x00102030, 0xff102031);
    }

    @ParameterizedTest
    @CsvSource({"false,0", "true,0", "false,1", "false,3", "true,2"})
    void jpegIsReadAsTheJdkReadsIt(boolean progressive, int interval) {
        for (int type : List.of(BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_BYTE_GRAY)) {
            for (int size : List.of(1, 7, 8, 17, 100)) {
                BufferedImage image = Samples.gradient(type, size, size + 3);
                byte[] file = Samples.jpeg(image, progressive, interval);
                // The JDK smoothes colours of lower resolution, which shows where they change from pixel to pixel.
                assertSame(Pictures.decode(file), Samples.read(file), size < 20 ? 40 : 12);
            }
        }
    }

    @Test
    void jpegKeepsDetails() {
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 64 * 64; i++) {
            image.setRGB(i % 64, i / 64, (i * 7919 >> 3 & 0x7f) * 0x010101);
        }
        for (boolean progressive : List.of(false, true)) {
            byte[] file = Samples.jpeg(image, progressive, 0);
            assertSame(Pictures.decode(file), Samples.read(file), 3);
        }
    }

    @Test
    void sizesAreThoseOfTheLongerSide() {
        Raster picture = Pictures.decode(Samples.png(Samples.gradient(BufferedImage.TYPE_INT_ARGB, 700, 350), false));
        for (int size : List.of(16, 256)) {
            byte[] file = png(picture, size);
            BufferedImage image = Samples.read(file);
            assertThat(image.getWidth()).isEqualTo(size);
            assertThat(image.getHeight()).isEqualTo(size / 2);
            BufferedImage expected = Samples.gradient(BufferedImage.TYPE_INT_ARGB, size, size / 2);
            assertSame(Pictures.decode(file), expected, 16);
        }
        Raster tall = Pictures.decode(Samples.png(Samples.gradient(BufferedImage.TYPE_INT_RGB, 1, 300), false));
        assertThat(Samples.read(png(tall, 22)).getWidth()).isEqualTo(1);
    }

    @Test
    void coloursOfTransparentPixelsDoNotShineThrough() {
        int[] pixels = new int[64 * 64];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = i % 64 < 32 ? 0x0000ff00 : 0xffff0000;
        }
        Raster small = Resizer.fit(new Raster(64, 64, pixels), 16);
        for (int pixel : small.pixels()) {
            assertThat(pixel >> 8 & 0xff).isZero();
        }
        assertThat(small.pixels()[0]).isZero();
        assertThat(small.pixels()[15]).isEqualTo(0xffff0000);
    }

    @Test
    void aPictureIsMadeLargerToo() {
        Raster large = Resizer.fit(new Raster(1, 1, new int[] {0x80123456}), 256);
        assertThat(large.pixels()).hasSize(256 * 256).containsOnly(0x80123456);
    }

    @Test
    void hugePicturesAreRefusedBeforeMemoryIsTaken() {
        byte[] png = Samples.png(Samples.gradient(BufferedImage.TYPE_BYTE_GRAY, 2, 2), false);
        for (int[] size : new int[][] {{16_385, 1}, {1, 1 << 30}, {16_384, 16_384}, {0, 5}, {-1, -1}}) {
            ByteBuffer.wrap(png).putInt(16, size[0]).putInt(20, size[1]);
            assertThatThrownBy(() -> Pictures.decode(png))
                    .isInstanceOfSatisfying(
                            AppRunnerException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT));
        }
        byte[] jpeg = Samples.jpeg(Samples.gradient(BufferedImage.TYPE_BYTE_GRAY, 2, 2), false, 0);
        int frame = indexOf(jpeg, (byte) 0xc0);
        ByteBuffer.wrap(jpeg).putShort(frame + 4, (short) 65_500).putShort(frame + 6, (short) 65_500);
        assertThatThrownBy(() -> Pictures.decode(jpeg)).hasMessageContaining("65500 x 65500");
    }

    @Test
    void otherFilesAreRefused() {
        for (String text : List.of("", "GIF89a", "<svg/>", "\u0089PNG\r\n\u001a\n", "\u00ff\u00d8\u00ff")) {
            byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
            assertThatThrownBy(() -> Pictures.decode(bytes)).isInstanceOf(AppRunnerException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<svg/>",
                "\ufeff<?xml version='1.0'?>\n<!-- x --><svg xmlns=\"http://www.w3.org/2000/svg\" a='\"'>\n"
                        + "<g id='&lt;&#x41;'><![CDATA[<]]>text &amp; more</g></svg >\n",
                "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\"\n \"http://www.w3.org/x.dtd\"><s:svg></s:svg>"
            })
    void soundSvgIsAccepted(String text) {
        Pictures.checkSvg(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text",
                "<html/>",
                "<svg>",
                "<svg></g>",
                "<svg/><svg/>",
                "<svg/>x",
                "<svg a=1/>",
                "<svg a='1' a='2'/>",
                "<svg a='<'/>",
                "<svg>&entity;</svg>",
                "<svg>&</svg>",
                "<svg>\u0001</svg>",
                "<svg><!-- </svg>",
                "<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><svg>&x;</svg>",
                "<!DOCTYPE html><svg/>",
                "<svg><!DOCTYPE svg></svg>",
                "<svg><!ENTITY x 'y'></svg>"
            })
    void otherSvgIsRefused(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Pictures.checkSvg(bytes)).isInstanceOf(AppRunnerException.class);
    }

    @Test
    void deepSvgIsRefused() {
        byte[] bytes = ("<svg>" + "<g>".repeat(300_000)).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Pictures.checkSvg(bytes)).hasMessageContaining("256");
        byte[] attributes = ("<svg " + "a=''".repeat(200_000)).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Pictures.checkSvg(attributes)).isInstanceOf(AppRunnerException.class);
    }

    private static byte[] png(Raster picture, int size) {
        return Pictures.png(picture, List.of(16, size, 100)).values().stream()
                .filter(file -> Math.max(
                                Samples.read(file).getWidth(),
                                Samples.read(file).getHeight())
                        == size)
                .findFirst()
                .orElseThrow();
    }

    private static void assertSame(Raster actual, BufferedImage expected, int tolerance) {
        assertThat(actual.width()).isEqualTo(expected.getWidth());
        assertThat(actual.height()).isEqualTo(expected.getHeight());
        for (int i = 0; i < actual.pixels().length; i++) {
            int x = i % actual.width();
            int y = i / actual.width();
            int one = actual.pixels()[i];
            int two = rgb(expected, x, y);
            for (int shift = 0; shift < 32; shift += 8) {
                assertThat(one >> shift & 0xff)
                        .as("pixel %d,%d: %08x, expected %08x", x, y, one, two)
                        .isCloseTo(two >> shift & 0xff, org.assertj.core.data.Offset.offset(tolerance));
            }
        }
    }

    /** Gray samples as they are: the JDK would treat them as linear light. */
    private static int rgb(BufferedImage image, int x, int y) {
        if (image.getRaster().getNumBands() > 1 || image.getColorModel() instanceof java.awt.image.IndexColorModel) {
            return image.getRGB(x, y);
        }
        int sample = image.getRaster().getSample(x, y, 0);
        int gray = image.getType() == BufferedImage.TYPE_USHORT_GRAY ? sample >> 8 : sample;
        return 0xff000000 | gray * 0x010101;
    }

    private static byte[] withChunk(byte[] png, String name, byte[] content) {
        int at = indexOf(png, "IDAT") - 4;
        ByteBuffer result = ByteBuffer.allocate(png.length + content.length + 12);
        result.put(png, 0, at).putInt(content.length).put(name.getBytes(StandardCharsets.US_ASCII));
        result.put(content).putInt(0).put(png, at, png.length - at);
        return result.array();
    }

    private static int indexOf(byte[] bytes, String text) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
    }

    private static int indexOf(byte[] jpeg, byte marker) {
        for (int i = 0; i < jpeg.length; i++) {
            if (jpeg[i] == (byte) 0xff && jpeg[i + 1] == marker) {
                return i + 1;
            }
        }
        throw new AssertionError(Arrays.toString(jpeg));
    }

    @ParameterizedTest
    @CsvSource({
        "1,abc def",
        "2,cba fed",
        "3,fed cba",
        "4,def abc",
        "5,ad be cf",
        "6,da eb fc",
        "7,fc eb da",
        "8,cf be ad"
    })
    void aPictureIsTurnedAsItIsToBeSeen(int orientation, String seen) {
        Raster stored = new Raster(3, 2, "abcdef".chars().toArray());
        Raster turned = stored.turned(orientation);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < turned.pixels().length; i++) {
            text.append(i > 0 && i % turned.width() == 0 ? " " : "").append((char) turned.pixels()[i]);
        }
        assertThat(text).hasToString(seen);
    }

    @ParameterizedTest
    @CsvSource({"true,6,8,20", "false,6,8,20", "true,3,20,8", "false,9,20,8", "true,0,20,8"})
    void theOrientationOfAJpegIsThatOfItsExifSegment(boolean littleEndian, int orientation, int width, int height) {
        byte[] file = Samples.jpeg(Samples.gradient(BufferedImage.TYPE_INT_RGB, 20, 8), false, 0);
        Raster picture = Pictures.decode(withExif(file, littleEndian, orientation));
        assertThat(List.of(picture.width(), picture.height())).containsExactly(width, height);
    }

    @Test
    void anExifSegmentThatIsCutMakesNoDifference() {
        byte[] file = Samples.jpeg(Samples.gradient(BufferedImage.TYPE_INT_RGB, 20, 8), false, 0);
        byte[] whole = withExif(file, true, 6);
        for (int length = 2; length < whole.length; length++) {
            int orientation = JpegOrientation.of(Arrays.copyOf(whole, length));
            assertThat(orientation).isIn(1, 6);
        }
    }

    private static byte[] withExif(byte[] jpeg, boolean littleEndian, int orientation) {
        ByteBuffer segment = ByteBuffer.allocate(36);
        segment.putShort((short) 0xffe1).putShort((short) 34).put("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
        segment.put((littleEndian ? "II" : "MM").getBytes(StandardCharsets.US_ASCII));
        segment.order(littleEndian ? java.nio.ByteOrder.LITTLE_ENDIAN : java.nio.ByteOrder.BIG_ENDIAN);
        segment.putShort((short) 42).putInt(8).putShort((short) 1);
        segment.putShort((short) 0x112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0);
        ByteBuffer all = ByteBuffer.allocate(jpeg.length + 36);
        return all.put(jpeg, 0, 2)
                .put(segment.array())
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }
}

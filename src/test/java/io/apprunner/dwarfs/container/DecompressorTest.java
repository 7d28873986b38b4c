// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.container;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apprunner.dwarfs.DwarfsImage;
import io.apprunner.dwarfs.format.Place;
import io.apprunner.error.ErrorCode;
import io.apprunner.error.FormatException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class DecompressorTest {
    private static final Place PLACE = new Place("test", 0);
    private static final int LIMIT = 1 << 24;

    /** The first block of one of our images. */
    private record Payload(int compression, byte[] bytes) {
        static Payload of(String image) throws IOException {
            Path file = Path.of("src/test/resources/dwarfs/own/tree-" + image + ".dwarfs");
            try (FileChannel channel = FileChannel.open(file);
                    DwarfsImage open = DwarfsImage.open(ImageFile.of(channel, "test"))) {
                Section section = open.block(0);
                byte[] bytes = new byte[(int) section.header().length()];
                open.file().read(section.payloadOffset(), ByteBuffer.wrap(bytes));
                return new Payload(section.header().compression(), bytes);
            }
        }

        InputStream stream() {
            return new ByteArrayInputStream(bytes);
        }

        byte[] decompress() {
            return Decompressor.decompress(compression, bytes, LIMIT, PLACE);
        }
    }

    @ParameterizedTest
    @CsvSource({"lzma,1", "lz4,3", "brotli,5"})
    void both_ways_give_the_same_bytes_and_keep_to_the_limit(String image, int compression) throws IOException {
        Payload payload = Payload.of(image);
        assertThat(payload.compression()).isEqualTo(compression);
        byte[] expected = payload.decompress();
        ByteBuffer target = ByteBuffer.allocateDirect(expected.length);

        Decompressor.decompressTo(target, compression, payload.stream(), PLACE);

        byte[] found = new byte[expected.length];
        target.get(0, found);
        assertThat(found).isEqualTo(expected).isNotEmpty();
        for (int size : new int[] {expected.length - 1, expected.length + 1}) {
            ByteBuffer other = ByteBuffer.allocateDirect(size);
            assertThatThrownBy(() -> Decompressor.decompressTo(other, compression, payload.stream(), PLACE))
                    .isInstanceOf(FormatException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"lzma", "default", "lz4", "brotli"})
    void what_is_cut_short_is_refused(String image) throws IOException {
        Payload payload = Payload.of(image);
        byte[] cut = Arrays.copyOf(payload.bytes(), payload.bytes().length - 20);
        assertThatThrownBy(() -> Decompressor.decompress(payload.compression(), cut, LIMIT, PLACE))
                .isInstanceOf(FormatException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void lz4_has_two_numbers(int compression) {
        byte[] payload = "\6\0\0\0`abcdef".getBytes(ISO_8859_1);
        assertThat(Decompressor.decompress(compression, payload, LIMIT, PLACE))
                .asString(ISO_8859_1)
                .isEqualTo("abcdef");
    }

    @ParameterizedTest
    @CsvSource({"6,flac", "7,ricepp", "8,compression 8"})
    void other_compressions_are_named(int compression, String name) {
        assertThatThrownBy(() -> Decompressor.decompress(compression, new byte[9], LIMIT, PLACE))
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED))
                .hasMessageContaining("found " + name);
    }

    @Test
    void a_few_bytes_of_lz4_cannot_ask_for_a_gigabyte() {
        byte[] payload = "\0\0\0@\20a".getBytes(ISO_8859_1);
        assertThatThrownBy(() -> Decompressor.decompress(3, payload, 1 << 30, PLACE))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("at most " + 255 * payload.length);
    }

    @Test
    void xz_data_that_needs_too_much_memory_is_not_called_damaged() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (XZOutputStream xz = new XZOutputStream(out, new LZMA2Options(0))) {
            xz.write(new byte[100]);
        }
        byte[] bytes = out.toByteArray();
        // The block's header: its length in words less one, flags, filter, length of its properties, dictionary, ...,
        // CRC.
        int header = 12;
        int end = header + (bytes[header] + 1) * 4 - Integer.BYTES;
        bytes[header + 4] = 30; // 2 << 26 bytes
        CRC32 crc = new CRC32();
        crc.update(bytes, header, end - header);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(end, (int) crc.getValue());

        assertThatThrownBy(() -> Decompressor.decompress(1, bytes, LIMIT, PLACE))
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED))
                .hasMessageContaining("needs at most");
    }

    @Test
    void several_xz_streams_are_one_payload() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte part = 1; part <= 2; part++) {
            try (XZOutputStream out = new XZOutputStream(bytes, new LZMA2Options(0))) {
                out.write(new byte[] {part, part});
            }
        }
        assertThat(Decompressor.decompress(1, bytes.toByteArray(), LIMIT, PLACE))
                .containsExactly(1, 1, 2, 2);
    }
}

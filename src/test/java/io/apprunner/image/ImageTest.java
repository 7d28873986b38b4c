// SPDX-License-Identifier: Apache-2.0
package io.apprunner.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.error.FormatException;
import io.apprunner.image.ImageAssembler.ToolSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageTest {
    private static final int LAUNCHER_SIZE = 1000;

    @TempDir
    Path folder;

    private Path image;
    private Path layer;

    @BeforeEach
    void assemble() throws IOException {
        byte[] elf = new byte[LAUNCHER_SIZE];
        System.arraycopy(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}, 0, elf, 0, 7);
        Path launcher = Files.write(folder.resolve("launcher"), elf);
        Path tool = Files.writeString(folder.resolve("tool"), "tool bytes");
        layer = Files.writeString(folder.resolve("layer"), "DWARFS and so on");
        image = folder.resolve("image");
        ToolSource source = new ToolSource("tool", "1.2", "https://example.org", "MIT", tool);
        ImageAssembler.assemble(launcher, "TEST", List.of(source), List.of(layer, layer), image);
    }

    @Test
    void anAssembledImageTellsWhereItsPartsStand() throws IOException {
        ImageLayout layout = read();
        assertThat(layout.distribution()).isEqualTo("TEST");
        assertThat(layout.launcher()).isEqualTo(new Region(0, LAUNCHER_SIZE));
        assertThat(layout.tools()).extracting(Tool::name).containsExactly("tool");
        assertThat(text(layout.tool("tool").orElseThrow().region())).isEqualTo("tool bytes");
        assertThat(layout.reserved().size()).isEqualTo(4 << 20);
        assertThat(layout.layers()).hasSize(2);
        assertThat(text(layout.layers().getLast())).isEqualTo("DWARFS and so on");
        assertThat(layout.trailing()).isZero();
        assertThat(image).isExecutable();
    }

    @Test
    void theFileTypeStandsInTheElfHeader() throws IOException {
        byte[] bytes = Files.readAllBytes(image);
        assertThat(Arrays.copyOfRange(bytes, 8, 11)).containsExactly('F', 'I', 1);
        assertThat(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(11))
                .isEqualTo(LAUNCHER_SIZE);
    }

    @Test
    void anAppendedLayerIsTheLastOneAndTheRestStays() throws IOException {
        byte[] before = Files.readAllBytes(image);
        LayerAppender.append(image, Files.writeString(folder.resolve("more"), "DWARFS more"));
        assertThat(read().layers()).hasSize(3);
        assertThat(text(read().layers().getLast())).isEqualTo("DWARFS more");
        assertThat(Arrays.copyOf(Files.readAllBytes(image), before.length)).isEqualTo(before);
        assertThat(image).isExecutable();
    }

    @Test
    void nothingIsAppendedBehindBytesThatBelongToNothing() throws IOException {
        Files.write(image, new byte[1], StandardOpenOption.APPEND);
        byte[] before = Files.readAllBytes(image);
        assertThat(read().trailing()).isEqualTo(1);
        assertThatThrownBy(() -> LayerAppender.append(image, layer))
                .isInstanceOf(AppRunnerException.class)
                .hasMessageContaining("1 bytes behind its last layer");
        assertThat(Files.readAllBytes(image)).isEqualTo(before);
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void aFailedAssemblyLeavesTheOldImageAndNothingElse() throws IOException {
        byte[] before = Files.readAllBytes(image);
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() ->
                        ImageAssembler.assemble(folder.resolve("launcher"), "TEST", List.of(), List.of(missing), image))
                .isInstanceOf(AppRunnerException.class);
        assertThat(Files.readAllBytes(image)).isEqualTo(before);
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 900, 1010, 1100, 5000})
    void aTruncatedImageIsRefused(int size) throws IOException {
        try (FileChannel channel = FileChannel.open(image, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
        assertThatThrownBy(this::read).isInstanceOf(FormatException.class).hasMessageContaining("image: at offset");
    }

    @Test
    void aTruncatedLayerIsRefused() throws IOException {
        long end = read().end();
        try (FileChannel channel = FileChannel.open(image, StandardOpenOption.WRITE)) {
            channel.truncate(end - 1);
        }
        assertThatThrownBy(this::read).isInstanceOf(FormatException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 40})
    void impossibleLayerLengthsAreRefused(long length) throws IOException {
        long at = read().layers().getFirst().offset() - Long.BYTES;
        ByteBuffer bytes =
                ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);
        try (FileChannel channel = FileChannel.open(image, StandardOpenOption.WRITE)) {
            channel.write(bytes, at);
        }
        assertThatThrownBy(this::read).isInstanceOf(FormatException.class);
    }

    @Test
    void everyDamagedByteOfTheTableIsFound() throws IOException {
        byte[] bytes = Files.readAllBytes(image);
        long toolAt = read().tools().getFirst().region().offset();
        for (int at = LAUNCHER_SIZE; at < toolAt; at++) {
            byte[] damaged = bytes.clone();
            damaged[at] ^= 0x10;
            Files.write(image, damaged);
            assertThatThrownBy(this::read).as("byte %d", at).isInstanceOf(FormatException.class);
        }
    }

    @Test
    void randomDamageNeverGivesAnythingButAFormatError() throws IOException {
        byte[] bytes = Files.readAllBytes(image);
        Random random = new Random(1);
        for (int round = 0; round < 200; round++) {
            byte[] damaged = Arrays.copyOf(bytes, 64 + random.nextInt(2000));
            for (int i = 0; i < 5; i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            Files.write(image, damaged);
            assertThatThrownBy(this::read).isInstanceOf(FormatException.class);
        }
    }

    @Test
    void layersOfAFlatImageFileAreFound() throws IOException {
        ByteBuffer file = ByteBuffer.allocate(64 + 12 * 9 + (4 << 20) + 2 * 24).order(ByteOrder.LITTLE_ENDIAN);
        file.put(0, new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 'F', 'I', 1});
        file.putLong(40, 64).putShort(52, (short) 64).putShort(60, (short) 0);
        file.position(64);
        for (int i = 0; i < 12; i++) {
            file.putLong(1).put((byte) i);
        }
        file.position(file.position() + (4 << 20));
        for (int i = 0; i < 2; i++) {
            file.putLong(16)
                    .put("DWARFS layer nr. ".substring(0, 15).getBytes(StandardCharsets.UTF_8))
                    .put((byte) i);
        }
        Files.write(image, file.array());
        ImageLayout layout = read();
        assertThat(layout.tools()).isEmpty();
        assertThat(layout.reserved().offset()).isEqualTo(64 + 12 * 9);
        assertThat(layout.layers()).extracting(Region::size).containsExactly(16L, 16L);
    }

    @Test
    void anotherVersionOfTheFormatIsRefusedByName() throws IOException {
        byte[] bytes = Files.readAllBytes(image);
        bytes[LAUNCHER_SIZE + 8] = 2;
        Files.write(image, bytes);
        assertThatThrownBy(this::read)
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED))
                .hasMessageContaining("version 2");
    }

    private ImageLayout read() throws IOException {
        try (FileChannel channel = FileChannel.open(image)) {
            return ImageReader.read(channel, "image");
        }
    }

    private String text(Region region) throws IOException {
        byte[] bytes = Files.readAllBytes(image);
        return new String(bytes, (int) region.offset(), (int) region.size(), StandardCharsets.UTF_8);
    }
}

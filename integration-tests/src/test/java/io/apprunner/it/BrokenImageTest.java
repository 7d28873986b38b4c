// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.it.support.ImageTest;
import io.apprunner.it.support.Images;
import io.apprunner.it.support.Leftovers;
import io.apprunner.it.support.Need;
import io.apprunner.it.support.Needs;
import io.apprunner.it.support.Result;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Needs(Need.FUSE)
class BrokenImageTest extends ImageTest {
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final int SEED = 2;
    private static final int TRUNCATIONS = 24;

    /** Where the launcher ends and the image's own table starts. */
    private long table;

    /** Where layer 0 starts; its length stands before it. */
    private long layer;

    private long size;
    private Path file;

    @Override
    protected Path original() {
        return Images.busybox();
    }

    @BeforeEach
    void readLayout() throws IOException {
        String[] fields = image.output("fim-layer", "list")
                .lines()
                .findFirst()
                .orElseThrow()
                .split(":");
        layer = Long.parseLong(fields[1]);
        file = workspace.ownCopy();
        size = Files.size(file);
        table = readLong(8) >>> 24;
    }

    @Test
    void anImageThatIsCutShortAnywhereIsRefused() throws IOException {
        Random random = new Random(SEED);
        long[] ends = random.longs(TRUNCATIONS, table, size)
                .map(end -> -end)
                .sorted()
                .map(end -> -end)
                .toArray();
        for (long end : ends) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(end);
            }
            assertRefused();
        }
    }

    @Test
    void anImageThatIsCutAtABorderIsRefused() throws IOException {
        for (long end : new long[] {size - 1, layer + 6, layer, layer - 1, layer - 8, table + 16, table + 1, table}) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(end);
            }
            assertRefused();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 7, Integer.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, -1, -8})
    void aLayerOfImpossibleLengthIsRefused(long length) throws IOException {
        writeLong(layer - 8, length);

        assertRefused();
    }

    @Test
    void aLayerThatIsOneByteTooLongIsRefused() throws IOException {
        writeLong(layer - 8, size - layer + 1);

        assertRefused();
    }

    @Test
    void aLayerThatIsNoDwarfsIsRefused() throws IOException {
        writeLong(layer, 0);

        assertRefused();
    }

    @Test
    void garbageInTheHeaderOfALayerIsRefused() throws IOException {
        for (int at : new int[] {0, 6, 7, 60, 63}) {
            long place = layer + at;
            byte before = flip(place);
            assertRefused();
            write(place, new byte[] {before});
        }
    }

    @Test
    void aDamagedTableIsRefused() throws IOException {
        for (int at : new int[] {0, 8, 12, 15, 16, 24, 32, 40, 60, 100, 200}) {
            byte before = flip(table + at);
            assertRefused();
            write(table + at, new byte[] {before});
        }
    }

    @Test
    void aMarkerThatPointsElsewhereIsRefused() throws IOException {
        long type = readLong(8) & 0xFF_FFFF;
        for (long place : new long[] {1, table - 1, table + 1, layer, size - 1, size, 0xFF_FFFF_FFFFL}) {
            writeLong(8, type | place << 24);
            assertRefused();
        }
    }

    @Test
    void damagedMetadataOfALayerIsRefused() throws IOException {
        byte[] garbage = new byte[64];
        new Random(SEED).nextBytes(garbage);
        // The metadata stand at the end, before the section index.
        write(size - 400, garbage);

        assertRefused();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "7"})
    void damagedDataAreAnErrorOfTheReaderOnly(String level) throws IOException {
        long start = addLayerOfRandomData(level);
        byte[] garbage = new byte[4096];
        new Random(SEED).nextBytes(garbage);
        write((start + Files.size(file)) / 2, garbage);

        assertReadError();
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 48, 52, 54, 56})
    void aDamagedSectionHeaderIsAnErrorAtTheLatestWhenItsDataAreRead(int at) throws IOException {
        long start = addLayerOfRandomData("0");
        flip(start + at);

        Result result = readData();
        if (result.status() == 125) {
            result.refusal();
        } else {
            assertReadError();
        }
    }

    /** Returns where the new layer starts. */
    private long addLayerOfRandomData(String level) {
        Path tree = workspace.folder().resolve("tree");
        Path made = workspace.work().resolve("made.layer");
        workspace.script("mkdir -p \"$1/data\"; head -c 3000000 /dev/urandom > \"$1/data/random\"", tree);
        image.with("FIM_COMPRESSION_LEVEL", level).output("fim-layer", "create", tree.toString(), made.toString());
        image.output("fim-layer", "add", made.toString());
        return Long.parseLong(
                image.output("fim-layer", "list").lines().toList().getLast().split(":")[1]);
    }

    private Result readData() {
        return image.run("fim-exec", "sh", "-c", "cat /data/random > /dev/null; echo $?; cat /etc/hostname");
    }

    private void assertReadError() {
        Result result = readData();

        assertThat(result.stdout()).isEqualTo("1\nbusybox-test\n");
        assertThat(result.stderr()).matches("cat: .*[Ee]rror\n");
        assertThat(result.duration()).isLessThan(LIMIT);
    }

    @Test
    void junkBehindTheLastLayerStopsNoStartButForbidsToAddALayer() throws IOException {
        for (int length : new int[] {1, 14, 100, 1 << 20}) {
            byte[] junk = new byte[length];
            new Random(SEED).nextBytes(junk);
            write(size, junk);
            Path added = workspace.makeFolder(workspace.folder().resolve("tree" + length));
            Path layerFile = workspace.work().resolve(length + ".layer");
            assertThat(image.run("fim-layer", "create", added.toString(), layerFile.toString())
                            .status())
                    .isZero();

            assertThat(image.run("fim-exec", "echo", "runs").stdout()).isEqualTo("runs\n");
            assertThat(image.run("fim-layer", "add", layerFile.toString()).refusal())
                    .contains(length + " bytes behind its last layer");
            assertThat(file).hasSize(size + length);
        }
    }

    @Test
    void aTableOfAnUnknownVersionIsRefusedByName() throws IOException {
        write(table + 8, new byte[] {2});

        assertThat(assertRefused()).contains("version 2");
    }

    private String assertRefused() {
        Leftovers leftovers = new Leftovers(workspace);
        Result result = image.run("fim-exec", "echo", "started");

        String reason = result.refusal();
        assertThat(result.stdout()).isEmpty();
        assertThat(result.duration()).isLessThan(LIMIT);
        leftovers.assertNone();
        assertThat(image.output("fim-version", "short")).startsWith("v");
        return reason;
    }

    private byte flip(long offset) throws IOException {
        byte before = (byte) readLong(offset);
        write(offset, new byte[] {(byte) (before ^ 0x55)});
        return before;
    }

    private long readLong(long offset) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(file)) {
            channel.read(buffer, offset);
        }
        return buffer.getLong(0);
    }

    private void writeLong(long offset, long value) throws IOException {
        write(
                offset,
                ByteBuffer.allocate(Long.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(value)
                        .array());
    }

    private void write(long offset, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes), offset);
        }
    }
}

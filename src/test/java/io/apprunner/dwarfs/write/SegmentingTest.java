// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.dwarfs.DwarfsImage;
import io.apprunner.dwarfs.container.ImageFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repeats are stored once, wherever they are, and everything comes back as it was. */
class SegmentingTest {
    private static final int SIZE = 3_000_000;
    private static final WriterOptions OPTIONS =
            WriterOptions.level(0).withBlockBits(18).withHistoryBits(23);

    @TempDir
    Path folder;

    private final Random random = new Random(42);
    private Path tree = Path.of("tree");
    private Path image = Path.of("image");

    @BeforeEach
    void makeTree() throws IOException {
        tree = Files.createDirectory(folder.resolve("tree"));
        image = folder.resolve("image");
    }

    /** Writes the image, checks what is in it, and returns its size. */
    private long write(WriterOptions options) throws IOException {
        long size = new DwarfsWriter(options, ProgressListener.NONE).write(tree, image);
        assertThat(Listing.ofImage(image)).isEqualTo(Listing.ofTree(tree, false));
        return size;
    }

    private int chunks() throws IOException {
        try (FileChannel channel = FileChannel.open(image);
                DwarfsImage open = DwarfsImage.open(ImageFile.of(channel, "image"))) {
            return open.metadata().chunkCount();
        }
    }

    private byte[] noise(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    @Test
    void twoVersionsThatDifferInOnePercentCostLittleMoreThanOne() throws IOException {
        byte[] first = noise(SIZE);
        byte[] second = first.clone();
        for (int edit = 0; edit < 30; edit++) {
            byte[] change = noise(1000);
            System.arraycopy(change, 0, second, random.nextInt(SIZE - 1000), 1000);
        }
        Files.write(tree.resolve("a"), first);
        Files.write(tree.resolve("b"), second);

        assertThat(write(OPTIONS)).isLessThan(SIZE + SIZE / 20);
        assertThat(write(OPTIONS.withHistoryBits(0))).isGreaterThan(2 * SIZE);
    }

    @Test
    void insertedAndRemovedBytesMoveNothing() throws IOException {
        byte[] first = noise(SIZE);
        byte[] second = new byte[SIZE];
        System.arraycopy(first, 0, second, 0, 1_000_000);
        System.arraycopy(first, 1_000_007, second, 1_000_000, 1_000_000);
        System.arraycopy(first, 2_000_007, second, 2_000_333, SIZE - 2_000_333);
        Files.write(tree.resolve("a"), first);
        Files.write(tree.resolve("b"), second);

        assertThat(write(OPTIONS)).isLessThan(SIZE + 30_000);
        assertThat(chunks()).isLessThan(100);
    }

    @Test
    void repeatsInsideOfAFileAreFound() throws IOException {
        byte[] half = noise(SIZE / 2);
        byte[] whole = Arrays.copyOf(half, SIZE);
        System.arraycopy(half, 0, whole, SIZE / 2, SIZE / 2);
        Files.write(tree.resolve("a"), whole);

        assertThat(write(OPTIONS)).isLessThan(SIZE / 2 + 20_000);
    }

    @Test
    void monotonousFilesBecomeFewChunks() throws IOException {
        byte[] waves = new byte[SIZE];
        for (int i = 0; i < SIZE; i++) {
            waves[i] = (byte) (i / 100 % 7);
        }
        Files.write(tree.resolve("zeros"), new byte[20_000_000]);
        Files.write(tree.resolve("waves"), waves);

        write(OPTIONS.withBlockBits(22));
        assertThat(chunks()).isLessThan(1000);
        write(OPTIONS.withHistoryBits(16).withBlockBits(12).withStartBlockBits(10));
        assertThat(chunks()).isLessThan(20_000);
    }

    @Test
    void anyMixtureComesBack() throws IOException {
        byte[] pool = noise(300_000);
        for (int file = 0; file < 60; file++) {
            byte[] content = new byte[random.nextInt(400_000)];
            for (int at = 0; at < content.length; ) {
                int count = Math.min(content.length - at, 1 + random.nextInt(40_000));
                if (random.nextInt(4) == 0) {
                    System.arraycopy(noise(count), 0, content, at, count);
                } else if (random.nextInt(5) > 0) {
                    System.arraycopy(pool, random.nextInt(pool.length - count), content, at, count);
                }
                at += count;
            }
            Files.write(tree.resolve("f" + file), content);
        }

        write(OPTIONS.withHistoryBits(17));
        write(OPTIONS.withBlockBits(13).withStartBlockBits(11));
        long small = write(OPTIONS);
        assertThat(small).isLessThan(write(OPTIONS.withHistoryBits(0)) / 2);
    }
}

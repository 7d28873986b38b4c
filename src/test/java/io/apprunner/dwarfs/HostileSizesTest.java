// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apprunner.dwarfs.block.BlockCache;
import io.apprunner.dwarfs.check.Checkup;
import io.apprunner.dwarfs.container.ImageFile;
import io.apprunner.dwarfs.container.ImageSearch;
import io.apprunner.dwarfs.container.Section;
import io.apprunner.dwarfs.tree.TreeDiff;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.error.FormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small images that ask for much memory or time. */
class HostileSizesTest {
    private static final int ZSTD = 2;

    @TempDir
    Path folder;

    /** What a zstd frame begins with that has so many bytes of content. */
    private static byte[] frame(long contentSize, int length) {
        byte[] frame = new byte[length];
        new Random(1).nextBytes(frame);
        ByteBuffer.wrap(frame)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0xFD2FB528)
                .put((byte) 0xE0)
                .putLong(contentSize);
        return frame;
    }

    private <T> void refused(byte[] image, java.util.function.Function<DwarfsImage, T> use, String expected) {
        assertThatThrownBy(() -> Bytes.with(folder.resolve("image"), image, use))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining(expected);
    }

    private static byte[] own() throws IOException {
        return Files.readAllBytes(Vectors.own("tree-noindex.dwarfs"));
    }

    @Test
    void a_schema_is_not_large() {
        byte[] schema = Bytes.section(0, 7, ZSTD, frame(1 << 24, 100));
        byte[] metadata = Bytes.section(1, 8, 0, new byte[100]);
        refused(Bytes.concat(schema, metadata), DwarfsImage::metadata, "at most 1048576 bytes");
    }

    @Test
    void a_history_is_not_large() throws IOException {
        byte[] image = own();
        int sections = Bytes.with(
                folder.resolve("image"), image, open -> open.sections().size());
        byte[] history = Bytes.section(sections, 10, ZSTD, frame(1 << 24, 100));
        refused(Bytes.concat(image, history), DwarfsImage::history, "at most 1048576 bytes");
    }

    @Test
    void metadata_are_in_proportion_to_their_payload() {
        byte[] schema = Bytes.section(0, 7, 0, new byte[100]);
        byte[] metadata = Bytes.section(1, 8, ZSTD, frame(1 << 24, 100));
        byte[] image = Bytes.concat(schema, metadata);
        assertThatThrownBy(() -> Bytes.with(folder.resolve("image"), image, DwarfsImage::metadata))
                .isInstanceOf(FormatException.class);
    }

    @Test
    void metadata_that_memory_cannot_hold_are_refused_in_a_sentence() throws IOException {
        byte[] image = own();
        byte[] large = Bytes.with(folder.resolve("image"), image, open -> {
            Section last = open.sections().stream()
                    .filter(section -> section.header().type() == 8)
                    .findFirst()
                    .orElseThrow();
            byte[] before = Arrays.copyOf(image, (int) last.offset());
            return Bytes.concat(before, Bytes.section(last.header().number(), 8, ZSTD, frame((1 << 30) - 1, 1 << 20)));
        });
        assertThatThrownBy(() -> Bytes.with(folder.resolve("image"), large, DwarfsImage::metadata))
                .isInstanceOfSatisfying(
                        AppRunnerException.class, e -> assertThat(e.code()).isIn(ErrorCode.LIMIT, ErrorCode.FORMAT));
    }

    @Test
    void a_payload_longer_than_an_array_needs_no_array() throws IOException {
        long length = Integer.MAX_VALUE + 2L;
        ByteBuffer header = ByteBuffer.wrap(Bytes.section(0, 0, 1, new byte[0])).order(ByteOrder.LITTLE_ENDIAN);
        header.putLong(56, length);
        byte[] rest = FrozenImage.of(OneFileTree.ofOneFile(1 << 30, 1));
        ByteBuffer.wrap(rest).order(ByteOrder.LITTLE_ENDIAN).putInt(48, 1);
        Bytes.signAll(rest);
        int second =
                64 + (int) ByteBuffer.wrap(rest).order(ByteOrder.LITTLE_ENDIAN).getLong(56);
        ByteBuffer.wrap(rest).order(ByteOrder.LITTLE_ENDIAN).putInt(second + 48, 2);
        Bytes.signAll(rest);
        Path file = folder.resolve("sparse");
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ)) {
            channel.write(header, 0);
            channel.write(ByteBuffer.wrap(rest), Bytes.HEADER + length);
            try (DwarfsImage image = DwarfsImage.open(ImageFile.of(channel, "sparse"));
                    BlockCache cache = new BlockCache(1 << 20)) {
                assertThatThrownBy(() -> cache.acquire(image, 0, 1)).isInstanceOf(FormatException.class);
                assertThat(cache.memory()).isZero();
            }
        }
    }

    @Test
    void an_image_of_nothing_but_damaged_blocks_is_checked_in_time() throws IOException {
        int blocks = 60_000;
        byte[][] payloads = new byte[blocks][1];
        byte[] image = FrozenImage.of(OneFileTree.ofOneFile(1, 0), payloads);
        for (int i = 0; i < blocks; i++) {
            image[i * (Bytes.HEADER + 1) + Bytes.HEADER] = 1;
        }
        Path file = Files.write(folder.resolve("image"), image);
        long start = System.nanoTime();
        try (FileChannel channel = FileChannel.open(file);
                BlockCache cache = new BlockCache(1 << 20)) {
            Checkup.Report report = Checkup.of(ImageFile.of(channel, "image"), cache);
            assertThat(report.faults()).hasSize(blocks);
            assertThat(report.faults().getLast().section()).isEqualTo(blocks - 1);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void a_file_full_of_beginnings_is_searched_in_time() throws IOException {
        byte[] magic = {'D', 'W', 'A', 'R', 'F', 'S', 2, 5};
        ByteBuffer bytes = ByteBuffer.allocate(1 << 26);
        while (bytes.hasRemaining()) {
            bytes.put(magic);
        }
        Path file = Files.write(folder.resolve("file"), bytes.array());
        long start = System.nanoTime();
        try (FileChannel channel = FileChannel.open(file)) {
            assertThat(ImageSearch.find(channel, "file", 0)).isEmpty();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void huge_holes_are_compared_at_once() {
        byte[] image = FrozenImage.of(OneFileTree.ofOneHole(1L << 60));
        Bytes.with(
                folder.resolve("a"),
                image,
                left -> Bytes.with(folder.resolve("b"), image.clone(), right -> {
                    try (BlockCache cache = new BlockCache(1 << 20)) {
                        assertThat(TreeDiff.of(left, right, cache)).isEmpty();
                    }
                    return right;
                }));
    }
}

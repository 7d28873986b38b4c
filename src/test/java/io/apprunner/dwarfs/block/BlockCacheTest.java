// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.block;

import static io.apprunner.dwarfs.SixBlocks.BLOCKS;
import static io.apprunner.dwarfs.SixBlocks.BLOCK_SIZE;
import static io.apprunner.dwarfs.SixBlocks.NONE;
import static io.apprunner.dwarfs.SixBlocks.ZSTD;
import static io.apprunner.dwarfs.SixBlocks.block;
import static io.apprunner.dwarfs.SixBlocks.compress;
import static io.apprunner.dwarfs.SixBlocks.metadata;
import static io.apprunner.dwarfs.SixBlocks.open;
import static io.apprunner.dwarfs.SixBlocks.payloads;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apprunner.dwarfs.Bytes;
import io.apprunner.dwarfs.DwarfsImage;
import io.apprunner.dwarfs.FrozenImage;
import io.apprunner.dwarfs.OneFileTree;
import io.apprunner.dwarfs.tree.FileReader;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.error.FormatException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class BlockCacheTest {
    @TempDir
    Path folder;

    @Test
    void a_block_is_decoded_no_further_than_asked() {
        for (int compression : new int[] {NONE, ZSTD}) {
            open(folder, compression, payloads(compression), image -> {
                try (BlockCache cache = new BlockCache(8L * BLOCK_SIZE)) {
                    Block first = cache.acquire(image, 0, 10);
                    assertThat(first.available()).isBetween(10, compression == NONE ? BLOCK_SIZE : BLOCK_SIZE * 3 / 4);
                    assertThat(first.buffer().isDirect()).isTrue();
                    first.release();
                    Block again = cache.acquire(image, 0, BLOCK_SIZE);
                    byte[] bytes = new byte[BLOCK_SIZE];
                    again.buffer().get(0, bytes);
                    again.release();
                    assertThat(again).isSameAs(first);
                    assertThat(bytes).isEqualTo(block(0));
                }
                return image;
            });
        }
    }

    @Test
    void memory_stays_within_the_budget_and_is_used_again() {
        open(folder, ZSTD, payloads(ZSTD), image -> {
            List<Integer> allocated = new ArrayList<>();
            try (BlockCache cache = new BlockCache(2L * BLOCK_SIZE, size -> {
                allocated.add(size);
                return ByteBuffer.allocateDirect(size);
            })) {
                for (int round = 0; round < 3 * BLOCKS; round++) {
                    cache.acquire(image, round % BLOCKS, BLOCK_SIZE / 2).release();
                    assertThat(cache.memory()).isLessThanOrEqualTo(2L * BLOCK_SIZE);
                }
                cache.forget(image);
            }
            assertThat(allocated).containsExactly(BLOCK_SIZE, BLOCK_SIZE);
            return image;
        });
    }

    @Test
    void a_cache_that_is_too_small_keeps_the_block_that_was_used_last() {
        open(folder, ZSTD, payloads(ZSTD), image -> {
            try (BlockCache cache = new BlockCache(100)) {
                for (int number = 0; number < 2; number++) {
                    Block block = cache.acquire(image, number, 1);
                    assertThat(cache.memory()).isEqualTo(BLOCK_SIZE);
                    block.release();
                    Block again = cache.acquire(image, number, 1);
                    assertThat(again).isSameAs(block);
                    again.release();
                    assertThat(cache.memory()).isEqualTo(BLOCK_SIZE);
                }
            }
            return image;
        });
    }

    @Test
    void memory_that_the_budget_has_no_room_for_is_given_back() {
        byte[][] payloads = payloads(NONE);
        payloads[1] = new byte[BLOCK_SIZE / 2];
        payloads[3] = new byte[BLOCK_SIZE / 4];
        open(folder, NONE, payloads, image -> {
            Counted memory = new Counted();
            try (BlockCache cache = new BlockCache(BLOCK_SIZE, memory)) {
                for (int round = 0; round < 3 * BLOCKS; round++) {
                    cache.acquire(image, round % BLOCKS, 10).release();
                    assertThat(memory.inUse).isLessThanOrEqualTo(BLOCK_SIZE).isEqualTo(cache.memory());
                }
                Block first = cache.acquire(image, 0, 1);
                cache.acquire(image, 2, 1).release();
                first.release();
                assertThat(memory.inUse).isEqualTo(BLOCK_SIZE);
            }
            assertThat(memory.inUse).isZero();
            return image;
        });
    }

    @Test
    void without_memory_for_a_block_reading_fails_until_there_is_some() {
        open(folder, ZSTD, payloads(ZSTD), image -> {
            AtomicInteger failures = new AtomicInteger(2);
            try (BlockCache cache = new BlockCache(8L * BLOCK_SIZE, size -> {
                if (failures.getAndDecrement() > 0) {
                    throw new OutOfMemoryError();
                }
                return ByteBuffer.allocateDirect(size);
            })) {
                for (int i = 0; i < 2; i++) {
                    assertThatThrownBy(() -> cache.acquire(image, 0, 1))
                            .isInstanceOfSatisfying(
                                    AppRunnerException.class,
                                    e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT));
                }
                assertThat(cache.memory()).isZero();
                cache.acquire(image, 0, BLOCK_SIZE).release();
            }
            return image;
        });
    }

    /** Counts the bytes that were not given back. */
    private static final class Counted implements BlockMemory {
        private long inUse;

        @Override
        public ByteBuffer apply(int size) {
            inUse += size;
            return ByteBuffer.allocateDirect(size);
        }

        @Override
        public void free(ByteBuffer buffer) {
            inUse -= buffer.capacity();
        }
    }

    @Test
    void holding_more_blocks_than_the_budget_allows_takes_more_memory_for_a_while() {
        open(folder, ZSTD, payloads(ZSTD), image -> {
            try (BlockCache cache = new BlockCache(2L * BLOCK_SIZE)) {
                List<Block> held = new ArrayList<>();
                for (int number = 0; number < 4; number++) {
                    held.add(cache.acquire(image, number, 1));
                }
                assertThat(cache.memory()).isEqualTo(4L * BLOCK_SIZE);
                held.forEach(Block::release);
                assertThat(cache.memory()).isEqualTo(2L * BLOCK_SIZE);
            }
            return image;
        });
    }

    @Test
    void several_threads_read_right_bytes_from_a_small_cache() {
        open(folder, ZSTD, payloads(ZSTD), image -> {
            try (BlockCache cache = readAhead(new BlockCache(2L * BLOCK_SIZE, new Poisoned()));
                    ExecutorService threads = Executors.newFixedThreadPool(6)) {
                List<Future<?>> results = new ArrayList<>();
                for (int thread = 0; thread < 6; thread++) {
                    int seed = thread;
                    results.add(threads.submit(() -> readAtRandom(image, cache, new Random(seed))));
                }
                for (Future<?> result : results) {
                    result.get();
                }
            } catch (InterruptedException | ExecutionException e) {
                throw new AssertionError(e);
            }
            return image;
        });
    }

    /** Whoever reads what was given back reads something else. */
    private static final class Poisoned implements BlockMemory {
        @Override
        public ByteBuffer apply(int size) {
            return ByteBuffer.allocateDirect(size);
        }

        @Override
        public void free(ByteBuffer buffer) {
            for (int at = 0; at < buffer.capacity(); at += Long.BYTES) {
                buffer.putLong(at, 0x5555_5555_5555_5555L);
            }
        }
    }

    private static BlockCache readAhead(BlockCache cache) {
        cache.startReadAhead();
        return cache;
    }

    private static void readAtRandom(DwarfsImage image, BlockCache cache, Random random) {
        FileReader reader = new FileReader(image, cache);
        byte[][] blocks = new byte[BLOCKS][];
        for (int i = 0; i < BLOCKS; i++) {
            blocks[i] = block(i);
        }
        ByteBuffer target = ByteBuffer.allocate(5000);
        for (int round = 0; round < 300; round++) {
            int offset = random.nextInt(BLOCKS * BLOCK_SIZE - target.capacity());
            assertThat(reader.read(1, offset, target.clear())).isEqualTo(target.capacity());
            for (int i = 0; i < target.capacity(); i += 97) {
                int at = offset + i;
                if (target.get(i) != blocks[at / BLOCK_SIZE][at % BLOCK_SIZE]) {
                    throw new AssertionError("wrong byte at " + at);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {NONE, ZSTD})
    void no_byte_of_a_block_is_given_whose_payload_has_changed_anywhere(int compression) {
        byte[][] payloads = payloads(compression);
        byte[] image = FrozenImage.ofCompressed(metadata(), compression, payloads);
        // Where it has no effect on what is decoded first.
        image[Bytes.HEADER + payloads[0].length - 20] ^= 1;
        Bytes.with(folder.resolve("image"), image, open -> {
            try (BlockCache cache = new BlockCache(8L * BLOCK_SIZE)) {
                for (int end : new int[] {1, 10, BLOCK_SIZE, 10}) {
                    assertThatThrownBy(() -> cache.acquire(open, 0, end))
                            .isInstanceOfSatisfying(
                                    AppRunnerException.class,
                                    e -> assertThat(e.code()).isEqualTo(ErrorCode.CHECKSUM));
                }
                cache.acquire(open, 1, BLOCK_SIZE).release();
            }
            return open;
        });
    }

    /** What was right when it was read first may come back wrong from a disk that dies. */
    @Test
    void a_block_that_is_loaded_again_is_checked_again() {
        byte[][] payloads = payloads(ZSTD);
        open(folder, ZSTD, payloads, image -> {
            try (BlockCache cache = new BlockCache(BLOCK_SIZE)) {
                cache.acquire(image, 0, 10).release();
                byte[] bytes = Files.readAllBytes(folder.resolve("image"));
                bytes[Bytes.HEADER + payloads[0].length - 20] ^= 1;
                Files.write(folder.resolve("image"), bytes);
                cache.acquire(image, 1, 10).release();
                assertThatThrownBy(() -> cache.acquire(image, 0, 10)).isInstanceOf(FormatException.class);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return image;
        });
    }

    /** Blocks of half a GiB and more, whatever the codec, of which a few bytes are there. */
    @ParameterizedTest
    @CsvSource({"0,28", "1,28", "2,28", "3,29", "4,30", "5,30"})
    void memory_is_taken_for_what_a_block_holds_and_not_for_what_it_could(int compression, int bits)
            throws IOException {
        byte[] content = "content".getBytes(US_ASCII);
        byte[] payload = switch (compression) {
            case 1 -> xz(content);
            case 2 -> compress(content);
            case 3, 4 -> "\7\0\0\0pcontent".getBytes(US_ASCII);
            // The size, a piece of 7 bytes that is not compressed, and the end.
            case 5 -> Bytes.concat(new byte[] {7, 0x60, 0, 0x10}, content, new byte[] {3});
            default -> content;
        };
        byte[] file = FrozenImage.ofCompressed(
                OneFileTree.ofOneFile(1 << bits, content.length), compression, new byte[][] {payload});
        Bytes.with(folder.resolve("image"), file, image -> {
            List<Integer> allocated = new ArrayList<>();
            try (BlockCache cache = new BlockCache(8L * BLOCK_SIZE, size -> {
                allocated.add(size);
                return ByteBuffer.allocateDirect(size);
            })) {
                byte[] bytes = new byte[content.length];
                assertThat(new FileReader(image, cache).read(1, 0, ByteBuffer.wrap(bytes)))
                        .isEqualTo(content.length);
                assertThat(bytes).isEqualTo(content);
            }
            assertThat(allocated).containsExactly(4096);
            return image;
        });
    }

    private static byte[] xz(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (XZOutputStream out = new XZOutputStream(bytes, new LZMA2Options(0))) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    @Test
    void an_unknown_compression_is_named_when_the_block_is_read() {
        for (int compression : new int[] {6, 7, 99}) {
            open(folder, compression, payloads(NONE), image -> {
                try (BlockCache cache = new BlockCache(8L * BLOCK_SIZE)) {
                    assertThatThrownBy(() -> cache.acquire(image, 0, 1))
                            .isInstanceOfSatisfying(
                                    AppRunnerException.class,
                                    e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED))
                            .hasMessageContaining(compression == 6 ? "flac" : compression == 7 ? "ricepp" : "99");
                }
                return image;
            });
        }
    }

    @Test
    void a_block_shorter_than_its_chunks_is_refused() {
        byte[][] payloads = payloads(ZSTD);
        payloads[2] = compress(new byte[100]);
        payloads[3] = compress(new byte[2 * BLOCK_SIZE]);
        open(folder, ZSTD, payloads, image -> {
            try (BlockCache cache = new BlockCache(8L * BLOCK_SIZE)) {
                assertThatThrownBy(() -> cache.acquire(image, 2, 101)).hasMessageContaining("at least 101");
                cache.acquire(image, 2, 100).release();
                assertThatThrownBy(() -> cache.acquire(image, 3, 1)).hasMessageContaining("at most " + BLOCK_SIZE);
            }
            return image;
        });
    }

    @Test
    void a_frame_with_something_behind_it_is_refused() {
        byte[][] payloads = payloads(ZSTD);
        payloads[0] = Bytes.concat(payloads[0], new byte[200_000]);
        open(folder, ZSTD, payloads, image -> {
            try (BlockCache cache = new BlockCache(8L * BLOCK_SIZE)) {
                assertThatThrownBy(() -> cache.acquire(image, 0, BLOCK_SIZE)).hasMessageContaining("one zstd frame");
            }
            return image;
        });
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.block;

import static io.apprunner.dwarfs.SixBlocks.BLOCK_SIZE;
import static io.apprunner.dwarfs.SixBlocks.ZSTD;
import static io.apprunner.dwarfs.SixBlocks.block;
import static io.apprunner.dwarfs.SixBlocks.open;
import static io.apprunner.dwarfs.SixBlocks.payloads;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apprunner.dwarfs.DwarfsImage;
import io.apprunner.error.FormatException;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadAheadTest {
    @TempDir
    Path folder;

    @Test
    void a_block_that_is_read_on_is_decoded_ahead_of_its_reader() {
        withReadAhead(payloads(ZSTD), (image, cache) -> {
            Block block = cache.acquire(image, 0, BLOCK_SIZE / 2 - 1);
            assertThat(reaches(block, BLOCK_SIZE, 50)).isFalse();
            cache.acquire(image, 0, BLOCK_SIZE / 2).release();
            assertThat(reaches(block, BLOCK_SIZE, 10_000)).isTrue();
            byte[] bytes = new byte[BLOCK_SIZE];
            block.buffer().get(0, bytes);
            assertThat(bytes).isEqualTo(block(0));
            block.release();
        });
    }

    @Test
    void at_the_end_of_a_block_that_is_read_on_the_next_one_begins() {
        withReadAhead(payloads(ZSTD), (image, cache) -> {
            Block next = cache.acquire(image, 1, 0);
            cache.acquire(image, 0, BLOCK_SIZE / 2 - 1).release();
            assertThat(reaches(next, 1, 50)).isFalse();
            cache.acquire(image, 0, BLOCK_SIZE / 2).release();
            assertThat(reaches(next, 1, 10_000)).isTrue();
            next.release();
        });
    }

    @Test
    void the_first_block_is_decoded_before_it_is_asked_for() {
        withReadAhead(payloads(ZSTD), (image, cache) -> {
            cache.anticipate(image);
            Block first = cache.acquire(image, 0, 1);
            Block second = cache.acquire(image, 1, 1);
            assertThat(reaches(first, BLOCK_SIZE, 10_000)).isTrue();
            assertThat(second.available()).isLessThan(BLOCK_SIZE);
            first.release();
            second.release();
        });
    }

    @Test
    void a_first_block_that_is_damaged_hurts_only_its_readers() {
        byte[][] payloads = payloads(ZSTD);
        payloads[0] = new byte[100];
        withReadAhead(payloads, (image, cache) -> {
            cache.anticipate(image);
            cache.acquire(image, 1, BLOCK_SIZE).release();
            assertThatThrownBy(() -> cache.acquire(image, 0, 1)).isInstanceOf(FormatException.class);
        });
    }

    private void withReadAhead(byte[][] payloads, BiConsumer<DwarfsImage, BlockCache> use) {
        open(folder, ZSTD, payloads, image -> {
            try (BlockCache cache = new BlockCache(8L * BLOCK_SIZE)) {
                cache.startReadAhead();
                use.accept(image, cache);
            }
            return image;
        });
    }

    private static boolean reaches(Block block, int end, int milliseconds) {
        long limit = System.nanoTime() + milliseconds * 1_000_000L;
        while (block.available() < end && System.nanoTime() < limit) {
            Thread.onSpinWait();
        }
        return block.available() >= end;
    }
}

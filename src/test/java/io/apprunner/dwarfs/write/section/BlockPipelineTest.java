// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.section;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apprunner.dwarfs.format.SectionHeader;
import io.apprunner.error.AppRunnerException;
import io.apprunner.zstd.Effort;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class BlockPipelineTest {
    private static final int BLOCK = 1 << 14;

    private static byte[] write(int blocks, int level, int workers) {
        return write(blocks, level, workers, Integer.MAX_VALUE);
    }

    /** With room for so many buffers, two per block. */
    private static byte[] write(int blocks, int level, int workers, int buffers) {
        AtomicInteger left = new AtomicInteger(buffers);
        IntFunction<ByteBuffer> allocator = size -> {
            if (left.getAndDecrement() <= 0) {
                throw new OutOfMemoryError("direct memory");
            }
            return ByteBuffer.allocateDirect(size);
        };
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SectionWriter sections = new SectionWriter(Channels.newChannel(out), bytes -> {});
        Random random = new Random(7);
        try (BlockPipeline pipeline = new BlockPipeline(sections, BLOCK, Effort.of(level), workers, allocator)) {
            for (int i = 0; i < blocks; i++) {
                assertThat(pipeline.blockNumber()).isEqualTo(i);
                byte[] content = new byte[1 + random.nextInt(BLOCK)];
                content[0] = (byte) i;
                pipeline.current().put(content);
                pipeline.cut();
                pipeline.cut();
            }
            pipeline.finish();
        }
        sections.finish();
        return out.toByteArray();
    }

    @Test
    void theNumberOfThreadsDoesNotChangeTheImage() {
        assertThat(write(50, 3, 4)).isEqualTo(write(50, 3, 1));
    }

    @Test
    void littleDirectMemoryOnlyMeansFewerBlocksInFlight() {
        byte[] expected = write(20, 1, 3);

        assertThat(write(20, 1, 3, 2)).isEqualTo(expected);
        assertThat(write(20, 1, 3, 5)).isEqualTo(expected);
    }

    @Test
    void noMemoryForASingleBlockIsReported() {
        assertThatThrownBy(() -> write(1, 1, 1, 1))
                .isInstanceOf(AppRunnerException.class)
                .hasMessageContaining("no memory");
    }

    @Test
    void blocksAreNumberedInTheOrderInWhichTheyWereFilledAndTheIndexEndsTheImage() {
        ByteBuffer image = ByteBuffer.wrap(write(20, 0, 3)).order(ByteOrder.LITTLE_ENDIAN);

        int index = image.limit() - SectionHeader.SIZE - 21 * Long.BYTES;
        for (int i = 0; i < 20; i++) {
            long entry = image.getLong(index + SectionHeader.SIZE + i * Long.BYTES);
            assertThat(entry >>> 48).isZero();
            assertThat(image.getInt((int) entry + 48)).isEqualTo(i);
            assertThat(image.get((int) entry + SectionHeader.SIZE)).isEqualTo((byte) i);
        }
        assertThat(image.getLong(image.limit() - Long.BYTES)).isEqualTo(9L << 48 | index);
    }

    @Test
    void aTargetThatFailsIsReported() {
        WritableByteChannel full = new WritableByteChannel() {
            @Override
            public int write(ByteBuffer source) throws IOException {
                throw new IOException("No space left on device");
            }

            @Override
            public boolean isOpen() {
                return true;
            }

            @Override
            public void close() {}
        };
        try (BlockPipeline pipeline = new BlockPipeline(new SectionWriter(full, bytes -> {}), BLOCK, Effort.of(1), 2)) {
            pipeline.current().put(new byte[10]);

            assertThatThrownBy(pipeline::finish)
                    .isInstanceOf(AppRunnerException.class)
                    .hasMessageContaining("cannot write the image: no space left on device");
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write;

import io.apprunner.dwarfs.write.scan.Chunk;
import io.apprunner.dwarfs.write.scan.FileContent;
import io.apprunner.dwarfs.write.section.BlockPipeline;
import io.apprunner.dwarfs.write.segment.SegmentSink;
import io.apprunner.dwarfs.write.segment.Segmenter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Puts the new bytes of contents into blocks, and refers to the blocks that have the others. */
final class SegmentPacker {
    private final BlockPipeline blocks;
    private final Segmenter segmenter;
    /** How many bytes were stored before each block. */
    private long[] starts = new long[64];

    private int known;
    private long stored;
    /** What is being packed, and the size of its blocks. */
    private @Nullable FileContent content;

    private int blockSize;

    /** @param historyBits repeats are looked for in the last 2^historyBits bytes */
    SegmentPacker(BlockPipeline blocks, int historyBits) {
        this.blocks = blocks;
        this.segmenter = new Segmenter(historyBits, new SegmentSink() {
            @Override
            public void fresh(byte[] bytes, int from, int to) {
                store(bytes, from, to);
            }

            @Override
            public void repeated(long position, int length) {
                refer(position, length);
            }

            @Override
            public boolean isInCurrentBlock(long position) {
                return known == blocks.blockNumber() + 1 && position >= starts[known - 1];
            }
        });
    }

    /**
     * Packs one content.
     *
     * @throws java.io.EOFException when it is shorter than it says
     */
    void pack(Segmenter.Input input, FileContent file, int sizeOfBlocks) throws IOException {
        content = file;
        blockSize = sizeOfBlocks;
        segmenter.add(input, file.size());
    }

    private void store(byte[] bytes, int from, int to) {
        for (int at = from; at < to; ) {
            ByteBuffer block = blocks.current();
            int number = blocks.blockNumber();
            if (number == known) {
                addStart();
            }
            int offset = block.position();
            int count = Math.min(to - at, blockSize - offset);
            block.put(bytes, at, count);
            note(new Chunk(number, offset, count));
            stored += count;
            at += count;
            if (offset + count == blockSize) {
                blocks.cut();
            }
        }
    }

    private void note(Chunk chunk) {
        Objects.requireNonNull(content).add(chunk);
    }

    private void addStart() {
        if (known == starts.length) {
            starts = Arrays.copyOf(starts, known * 2);
        }
        starts[known++] = stored;
    }

    private void refer(long position, int length) {
        long at = position;
        long end = position + length;
        while (at < end) {
            int index = Arrays.binarySearch(starts, 0, known, at);
            int block = index >= 0 ? index : -index - 2;
            long blockEnd = block + 1 < known ? starts[block + 1] : stored;
            int count = (int) (Math.min(end, blockEnd) - at);
            note(new Chunk(block, (int) (at - starts[block]), count));
            at += count;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write;

import io.apprunner.dwarfs.write.scan.Chunk;
import io.apprunner.dwarfs.write.scan.FileContent;
import io.apprunner.dwarfs.write.section.BlockPipeline;
import io.apprunner.dwarfs.write.segment.SegmentSink;
import io.apprunner.dwarfs.write.segment.Segmenter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Puts the new bytes of contents into blocks, and refers to the blocks that have the others. Long runs of zeros all
 * refer to one block of zeros, the last of the image.
 */
final class SegmentPacker {
    private static final int BUFFER = 1 << 18;

    /** Stands for the number of the block of zeros until that is known. */
    private static final int ZEROS = -1;

    private final BlockPipeline blocks;
    private final @Nullable Segmenter segmenter;
    private final byte[] buffer = new byte[BUFFER];
    private final List<FileContent> withZeros = new ArrayList<>();
    /** The bytes that the block of zeros must have. */
    private int longestZeros;
    /** How many bytes were stored before each block. */
    private long[] starts = new long[64];

    private int known;
    private long stored;
    /** What is being packed, and the size of its blocks. */
    private @Nullable FileContent content;

    private int blockSize;

    /** @param historyBits repeats are looked for in the last 2^historyBits bytes; 0 to look for none */
    SegmentPacker(BlockPipeline blocks, int historyBits) {
        this.blocks = blocks;
        this.segmenter = historyBits == 0 ? null : new Segmenter(historyBits, new Sink());
    }

    private final class Sink implements SegmentSink {
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
    }

    /**
     * Packs one content.
     *
     * @param progress is called whenever the reader has moved on
     * @throws java.io.EOFException when it is shorter than it says
     */
    void pack(ContentReader reader, FileContent file, int sizeOfBlocks, Runnable progress) throws IOException {
        content = file;
        blockSize = sizeOfBlocks;
        Segmenter.Input input = (target, from, length) -> {
            int count = reader.read(target, from, length);
            progress.run();
            return count;
        };
        while (reader.position() < file.size()) {
            zeros(reader.skipZeros());
            if (segmenter != null) {
                segmenter.add(input);
            } else {
                copy(input);
            }
        }
    }

    private void copy(Segmenter.Input input) throws IOException {
        int count = input.read(buffer, 0, BUFFER);
        while (count > 0) {
            store(buffer, 0, count);
            count = input.read(buffer, 0, BUFFER);
        }
    }

    private void zeros(long length) {
        if (length == 0) {
            return;
        }
        int largest = blocks.current().capacity();
        longestZeros = (int) Math.max(longestZeros, Math.min(length, largest));
        for (long left = length; left > 0; left -= largest) {
            note(new Chunk(ZEROS, 0, (int) Math.min(left, largest)));
        }
        FileContent file = Objects.requireNonNull(content);
        if (withZeros.isEmpty() || withZeros.getLast() != file) {
            withZeros.add(file);
        }
    }

    /** Adds the block of zeros if something refers to it. No block may be unfinished. */
    void finish() {
        if (longestZeros == 0) {
            return;
        }
        int number = blocks.blockNumber();
        ByteBuffer block = blocks.current();
        while (block.position() < longestZeros) {
            block.put(new byte[Math.min(BUFFER, longestZeros - block.position())]);
        }
        withZeros.forEach(file -> file.renumber(ZEROS, number));
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

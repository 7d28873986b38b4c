// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write;

import io.apprunner.dwarfs.write.scan.Chunk;
import io.apprunner.dwarfs.write.scan.FileContent;
import io.apprunner.dwarfs.write.scan.SourceErrors;
import io.apprunner.dwarfs.write.scan.SourceInode;
import io.apprunner.dwarfs.write.scan.SourceStat;
import io.apprunner.dwarfs.write.section.BlockPipeline;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Reads contents into blocks and notes where each went. */
final class BlockPacker {
    private final BlockPipeline blocks;
    private final LongConsumer progress;
    private final @Nullable SegmentPacker segments;
    private long bytesIn;

    /**
     * @param historyBits repeats are looked for in the last 2^historyBits bytes; 0 to look for none
     * @param progress is told how many bytes have been read up to now
     */
    BlockPacker(BlockPipeline blocks, int historyBits, LongConsumer progress) {
        this.blocks = blocks;
        this.progress = progress;
        this.segments = historyBits == 0 ? null : new SegmentPacker(blocks, historyBits);
    }

    /**
     * Packs contents one after the other into blocks of {@code blockSize} bytes, and ends the last block.
     *
     * @throws io.apprunner.error.AppRunnerException naming a file that cannot be read or that changed since the scan
     */
    void pack(List<FileContent> contents, int blockSize) {
        for (FileContent content : contents) {
            if (content.size() > 0) {
                pack(content, blockSize);
            }
        }
        blocks.cut();
    }

    private void pack(FileContent content, int blockSize) {
        SourceInode source = content.first();
        try (FileChannel file = FileChannel.open(source.path(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            if (segments != null) {
                segments.pack((target, from, length) -> read(file, target, from, length), content, blockSize);
            } else {
                fillAll(file, content, blockSize);
            }
        } catch (EOFException e) {
            throw SourceErrors.changed(source.path());
        } catch (IOException e) {
            throw SourceErrors.reading(source.path(), e);
        }
        if (!source.stat().sameContent(SourceStat.read(source.path()))) {
            throw SourceErrors.changed(source.path());
        }
    }

    private int read(FileChannel file, byte[] target, int from, int length) throws IOException {
        int count = file.read(ByteBuffer.wrap(target, from, length));
        bytesIn += Math.max(0, count);
        progress.accept(bytesIn);
        return count;
    }

    private void fillAll(FileChannel file, FileContent content, int blockSize) throws IOException {
        long left = content.size();
        while (left > 0) {
            int size = fill(file, (int) Math.min(left, blockSize), blockSize, content);
            left -= size;
            bytesIn += size;
            progress.accept(bytesIn);
        }
    }

    /** Reads up to {@code wanted} bytes, as many as the present block has room for, and notes the chunk. */
    private int fill(FileChannel file, int wanted, int blockSize, FileContent content) throws IOException {
        ByteBuffer block = blocks.current();
        int start = block.position();
        int end = Math.min(start + wanted, blockSize);
        block.limit(end);
        while (block.hasRemaining()) {
            if (file.read(block) < 0) {
                throw new EOFException();
            }
        }
        content.add(new Chunk(blocks.blockNumber(), start, end - start));
        block.limit(block.capacity());
        if (end == blockSize) {
            blocks.cut();
        }
        return end - start;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write;

import io.apprunner.dwarfs.write.scan.FileContent;
import io.apprunner.dwarfs.write.scan.SourceErrors;
import io.apprunner.dwarfs.write.scan.SourceInode;
import io.apprunner.dwarfs.write.scan.SourceProbe;
import io.apprunner.dwarfs.write.scan.SourceProbe.Hole;
import io.apprunner.dwarfs.write.scan.SourceStat;
import io.apprunner.dwarfs.write.section.BlockPipeline;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.LongConsumer;

/** Reads contents into blocks and notes where each went. */
final class BlockPacker {
    private final BlockPipeline blocks;
    private final SourceProbe probe;
    private final LongConsumer progress;
    private final SegmentPacker segments;
    private long bytesIn;

    /**
     * @param historyBits repeats are looked for in the last 2^historyBits bytes; 0 to look for none
     * @param probe knows the holes of files
     * @param progress is told how many bytes have been read up to now
     */
    BlockPacker(BlockPipeline blocks, int historyBits, SourceProbe probe, LongConsumer progress) {
        this.blocks = blocks;
        this.probe = probe;
        this.progress = progress;
        this.segments = new SegmentPacker(blocks, historyBits);
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

    /** Adds what all contents share, and ends the last block. */
    void finish() {
        segments.finish();
        blocks.cut();
    }

    private void pack(FileContent content, int blockSize) {
        SourceInode source = content.first();
        try (FileChannel file = FileChannel.open(source.path(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            ContentReader reader = new ContentReader(file, content.size(), holes(content));
            long before = bytesIn;
            segments.pack(reader, content, blockSize, () -> {
                bytesIn = before + reader.position();
                progress.accept(bytesIn);
            });
        } catch (EOFException e) {
            throw SourceErrors.changed(source.path());
        } catch (IOException e) {
            throw SourceErrors.reading(source.path(), e);
        }
        if (!source.stat().sameContent(SourceStat.read(source.path()))) {
            throw SourceErrors.changed(source.path());
        }
    }

    private List<Hole> holes(FileContent content) throws IOException {
        return content.size() < 2 * ContentReader.UNIT
                ? List.of()
                : probe.holes(content.first().path(), ContentReader.UNIT);
    }
}

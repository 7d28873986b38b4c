// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write;

import io.apprunner.dwarfs.format.SectionType;
import io.apprunner.dwarfs.write.frozen.FrozenWriter.Frozen;
import io.apprunner.dwarfs.write.metadata.MetadataBuilder;
import io.apprunner.dwarfs.write.scan.Deduplicator;
import io.apprunner.dwarfs.write.scan.FileContent;
import io.apprunner.dwarfs.write.scan.SourceTree;
import io.apprunner.dwarfs.write.scan.TreeScanner;
import io.apprunner.dwarfs.write.section.BlockPipeline;
import io.apprunner.dwarfs.write.section.SectionWriter;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.error.IoReason;
import io.apprunner.files.AtomicFile;
import io.apprunner.text.RawPath;
import io.apprunner.zstd.Effort;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.List;

/**
 * Packs a directory tree into a DwarFS image. The same tree and options give the same bytes. The tree must stay still:
 * a file that changes while it is packed is an error.
 */
public final class DwarfsWriter {
    private final WriterOptions options;
    private final ProgressListener listener;

    /** A writer, which can be used for several images. */
    public DwarfsWriter(WriterOptions options, ProgressListener listener) {
        this.options = options;
        this.listener = listener;
    }

    /**
     * Writes an image as a file. It comes into being under its name only when it is complete and on disk; until then it
     * has a name of its own in the same folder. An existing file is replaced.
     *
     * @param source the directory that becomes the root of the image
     * @param target the file, outside of {@code source}
     * @return the size of the image in bytes
     * @throws AppRunnerException naming what cannot be read, stored or written
     */
    public long write(Path source, Path target) {
        Path absolute = target.toAbsolutePath();
        checkOutside(source, absolute);
        try (AtomicFile file = AtomicFile.create(absolute)) {
            long size = write(source, file.channel());
            file.commit();
            return size;
        } catch (IOException e) {
            throw new AppRunnerException(
                    ErrorCode.IO, "cannot write " + RawPath.text(target) + ": " + IoReason.of(e), "", e);
        }
    }

    /**
     * Writes an image to a channel, from where that stands.
     *
     * @param source the directory that becomes the root of the image
     * @return the size of the image in bytes
     * @throws AppRunnerException naming what cannot be read, stored or written
     */
    public long write(Path source, WritableByteChannel target) {
        SourceTree tree = TreeScanner.scan(source, listener, options.probe());
        List<FileContent> contents = Deduplicator.contents(tree, options.workers());
        PackingOrder order = PackingOrder.of(tree, contents, options.startFiles(), listener);
        SectionWriter sections = new SectionWriter(target, listener::bytesOut);
        writeBlocks(order, contents, sections);
        Effort effort = options.compression().metadata();
        Frozen metadata = MetadataBuilder.build(tree, contents, options.metadata(), effort);
        sections.append(SectionType.SCHEMA, metadata.schema(), effort);
        sections.append(SectionType.METADATA, metadata.data(), effort);
        if (!options.history().isEmpty()) {
            byte[] history =
                    HistorySection.of(options.history(), options.metadata().created());
            sections.append(SectionType.HISTORY, history, effort);
        }
        return sections.finish();
    }

    private void writeBlocks(PackingOrder order, List<FileContent> contents, SectionWriter sections) {
        long total = contents.stream().mapToLong(FileContent::size).sum();
        Effort effort = options.compression().data();
        try (BlockPipeline blocks = new BlockPipeline(sections, options.blockSize(), effort, options.workers())) {
            BlockPacker packer = new BlockPacker(
                    blocks, historyBits(total), options.probe(), bytes -> listener.bytesIn(bytes, total));
            packer.pack(order.start(), options.startBlockSize());
            packer.pack(order.rest(), options.blockSize());
            packer.finish();
            blocks.finish();
        }
    }

    /** A history longer than all files is of no use. */
    private int historyBits(long total) {
        int needed = Long.SIZE - Long.numberOfLeadingZeros(Math.max(total, 1 << 16) - 1);
        return Math.min(options.historyBits(), needed);
    }

    /** An image that packs itself would never end. */
    private static void checkOutside(Path source, Path target) {
        Path folder = target.getParent();
        try {
            if (folder != null && folder.toRealPath().startsWith(source.toRealPath())) {
                throw new AppRunnerException(
                        ErrorCode.USAGE,
                        RawPath.text(target) + " lies in the tree that is to be packed",
                        "choose another folder");
            }
        } catch (IOException e) {
            throw new AppRunnerException(
                    ErrorCode.IO,
                    "cannot pack " + RawPath.text(source) + " into " + RawPath.text(target) + ": " + IoReason.of(e),
                    "check both paths",
                    e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.metadata;

import io.apprunner.dwarfs.format.FileType;
import io.apprunner.dwarfs.format.FileType.Rank;
import io.apprunner.dwarfs.write.frozen.FrozenWriter;
import io.apprunner.dwarfs.write.frozen.FrozenWriter.Frozen;
import io.apprunner.dwarfs.write.metadata.MetadataModel.Options;
import io.apprunner.dwarfs.write.scan.Chunk;
import io.apprunner.dwarfs.write.scan.FileContent;
import io.apprunner.dwarfs.write.scan.SourceInode;
import io.apprunner.dwarfs.write.scan.SourceTree;
import io.apprunner.zstd.Effort;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the metadata of an image from a tree whose contents have been packed. */
public final class MetadataBuilder {
    private static final long SEPARATOR = '/';
    private static final String SOFTWARE = "app-runner";

    /** Readers load eight bytes at a time and may reach past the end of the data. */
    private static final int PADDING = 8;

    private MetadataBuilder() {}

    /**
     * Builds and serialises the metadata.
     *
     * @param contents all contents with their chunks, in the order of the scan
     * @param effort how the metadata are going to be compressed, if at all
     */
    public static Frozen build(SourceTree tree, List<FileContent> contents, MetadataOptions options, Effort effort) {
        return FrozenWriter.freeze(MetadataTable.METADATA, model(tree, contents, options, effort), PADDING);
    }

    private static MetadataModel model(
            SourceTree tree, List<FileContent> contents, MetadataOptions options, Effort effort) {
        InodeOrder order = InodeOrder.of(tree, contents);
        InodeTable inodes = InodeTable.of(order.inodes(), options);
        DirectoryTables directories = DirectoryTables.of(tree, order, effort);
        StringTableBuilder symlinks = new StringTableBuilder();
        long[] symlinkTable = tree.inodes(Rank.LINK).stream()
                .mapToLong(link -> symlinks.index(link.target()))
                .toArray();
        return new MetadataModel(
                chunks(order),
                directories.directories(),
                inodes.inodes(),
                chunkTable(order),
                symlinkTable,
                inodes.uids().values(),
                inodes.gids().values(),
                inodes.modes().values(),
                inodes.timestampBase(),
                options.blockSize(),
                totalSize(order.inodes()),
                present(devices(tree)),
                Optional.of(new Options(true, options.subSeconds() ? Optional.of(1L) : Optional.empty(), true)),
                Optional.of(directories.entries()),
                present(order.sharedTable()),
                Optional.of(hardLinkSize(order.inodes())),
                Optional.of(SOFTWARE.getBytes(StandardCharsets.US_ASCII)),
                options.created().isPresent() ? Optional.of(options.created().getAsLong()) : Optional.empty(),
                Optional.of(directories.names()),
                symlinkTable.length == 0 ? Optional.empty() : Optional.of(symlinks.build(effort)),
                Optional.of(SEPARATOR));
    }

    private static List<Chunk> chunks(InodeOrder order) {
        List<Chunk> chunks = new ArrayList<>();
        order.contents().forEach(content -> chunks.addAll(content.chunks()));
        return chunks;
    }

    private static long[] chunkTable(InodeOrder order) {
        long[] table = new long[order.contents().size() + 1];
        for (int i = 0; i < order.contents().size(); i++) {
            table[i + 1] = table[i] + order.contents().get(i).chunks().size();
        }
        return table;
    }

    private static long[] devices(SourceTree tree) {
        return tree.inodes(Rank.DEVICE).stream()
                .mapToLong(inode -> inode.stat().rdev())
                .toArray();
    }

    private static Optional<long[]> present(long[] table) {
        return table.length == 0 ? Optional.empty() : Optional.of(table);
    }

    /** Hard links count once, and the targets of symbolic links count too. */
    private static long totalSize(List<SourceInode> inodes) {
        return inodes.stream()
                .filter(MetadataBuilder::sized)
                .mapToLong(inode -> inode.stat().size())
                .sum();
    }

    private static long hardLinkSize(List<SourceInode> inodes) {
        return inodes.stream()
                .filter(MetadataBuilder::sized)
                .mapToLong(inode -> inode.stat().size() * (inode.names() - 1))
                .sum();
    }

    private static boolean sized(SourceInode inode) {
        return inode.type() == FileType.REGULAR || inode.type() == FileType.LINK;
    }
}

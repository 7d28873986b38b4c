// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the whole tree of an image somewhere. Nothing can land outside of the target: names were checked when the image
 * was opened, and everything is made anew below the root. Belongs to one thread at a time.
 */
public final class Extractor {
    private static final int NAME_LIMIT = 255;
    /** Longer paths cannot be named on Linux, and a deep tree of them could fill the memory. */
    private static final int PATH_LIMIT = 4095;

    private final DwarfsImage image;
    private final Metadata metadata;
    private final BlockCache cache;
    private final ExtractionTarget target;
    /** The first path of inodes that have several. */
    private final Map<Integer, byte[]> linked = new HashMap<>();

    private long files;
    private long bytes;
    private long leftOut;

    /**
     * What was extracted.
     *
     * @param entries directories, files, links and others that were made
     * @param bytes of all files, holes not counted
     * @param leftOut special files that the target does not make
     */
    public record Report(long entries, long bytes, long leftOut) {}

    @SuppressWarnings("ArrayRecordComponent")
    private record Directory(int inode, byte[] path) {}

    /** An extraction of {@code image} to {@code target}; blocks are decoded in {@code cache}. */
    public Extractor(DwarfsImage image, BlockCache cache, ExtractionTarget target) {
        this.image = image;
        this.metadata = image.metadata();
        this.cache = cache;
        this.target = target;
    }

    /**
     * Extracts everything.
     *
     * @throws io.apprunner.error.FormatException when a block is damaged; what was written stays
     * @throws AppRunnerException with code {@code IO} when reading or writing fails
     */
    public Report extract() {
        List<Directory> made = new ArrayList<>();
        Deque<Directory> left = new ArrayDeque<>();
        left.add(new Directory(Metadata.ROOT, new byte[0]));
        while (!left.isEmpty()) {
            Directory directory = left.remove();
            target.makeDirectory(directory.path());
            files++;
            made.add(directory);
            extractEntries(directory, left);
        }
        // What was made in a directory changed its time, and its mode may forbid to write: these come last.
        for (Directory directory : made.reversed()) {
            target.setAttributes(directory.path(), metadata, directory.inode());
        }
        return new Report(files, bytes, leftOut);
    }

    private void extractEntries(Directory directory, Deque<Directory> left) {
        byte[] name = new byte[NAME_LIMIT];
        int end = metadata.endEntry(directory.inode());
        for (int entry = metadata.firstEntry(directory.inode()); entry < end; entry++) {
            int length = metadata.entryName(entry, name, 0);
            byte[] path = join(directory.path(), name, length);
            int inode = metadata.entryInode(entry);
            if (metadata.type(inode) == FileType.DIRECTORY) {
                left.add(new Directory(inode, path));
            } else {
                extractEntry(path, inode);
            }
        }
    }

    private static byte[] join(byte[] directory, byte[] name, int length) {
        if (directory.length + 1 + length > PATH_LIMIT) {
            throw new AppRunnerException(ErrorCode.LIMIT, "cannot extract a path above " + PATH_LIMIT + " bytes", "");
        }
        ByteBuffer path = ByteBuffer.allocate(directory.length + 1 + length);
        if (directory.length > 0) {
            path.put(directory).put((byte) '/');
        }
        path.put(name, 0, length).flip();
        byte[] bytes = new byte[path.remaining()];
        path.get(bytes);
        return bytes;
    }

    private void extractEntry(byte[] path, int inode) {
        byte[] known = linked.get(inode);
        if (known != null) {
            target.makeHardLink(path, known);
            files++;
            return;
        }
        boolean isMade = switch (metadata.type(inode)) {
            case REGULAR -> extractFile(path, inode);
            case LINK -> {
                target.makeLink(path, metadata.linkTarget(inode));
                yield true;
            }
            case DIRECTORY, BLOCK_DEVICE, CHARACTER_DEVICE, FIFO, SOCKET ->
                target.makeSpecial(path, metadata.mode(inode), metadata.device(inode));
        };
        if (!isMade) {
            leftOut++;
            return;
        }
        files++;
        target.setAttributes(path, metadata, inode);
        if (metadata.linkCount(inode) > 1) {
            linked.put(inode, path);
        }
    }

    private boolean extractFile(byte[] path, int inode) {
        try (FileChannel file = target.makeFile(path)) {
            long at = 0;
            int end = metadata.endChunk(inode);
            for (int chunk = metadata.firstChunk(inode); chunk < end; chunk++) {
                if (!metadata.isHole(chunk)) {
                    writeChunk(file, at, chunk);
                }
                at += metadata.chunkSize(chunk);
            }
            if (file.size() < at) {
                // The file ends with a hole.
                file.write(ByteBuffer.allocate(1), at - 1);
            }
            return true;
        } catch (IOException e) {
            throw new AppRunnerException(ErrorCode.IO, "cannot extract a file: " + e.getMessage(), "", e);
        }
    }

    private void writeChunk(FileChannel file, long position, int chunk) throws IOException {
        int from = metadata.chunkOffset(chunk);
        int end = from + (int) metadata.chunkSize(chunk);
        if (end == from) {
            return;
        }
        Block block = cache.acquire(image, metadata.chunkBlock(chunk), end);
        try {
            ByteBuffer data = block.buffer().duplicate().limit(end).position(from);
            long at = position;
            while (data.hasRemaining()) {
                at += file.write(data, at);
            }
        } finally {
            block.release();
        }
        bytes += end - from;
    }
}

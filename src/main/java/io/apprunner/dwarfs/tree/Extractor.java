// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.tree;

import io.apprunner.dwarfs.DwarfsImage;
import io.apprunner.dwarfs.block.Block;
import io.apprunner.dwarfs.block.BlockCache;
import io.apprunner.dwarfs.format.FileType;
import io.apprunner.dwarfs.format.Place;
import io.apprunner.dwarfs.metadata.Metadata;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.error.IoReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the whole tree of an image somewhere. Nothing can land outside of the target: names were checked when the
 * image was opened, and everything is made anew below the root. Belongs to one thread at a time.
 */
public final class Extractor {
    private static final int PERMISSIONS = 07777;

    /** The set-user-ID and the set-group-ID bit. */
    private static final int SET_ID = 06000;

    private final DwarfsImage image;
    private final Metadata metadata;
    private final BlockCache cache;
    private final ExtractionTarget target;
    private final boolean keepsSpecial;
    private final TreePaths paths;
    /** The first place of inodes that have several. */
    private final Map<Integer, Place> linked = new HashMap<>();

    private long entries;
    private long bytes;
    private long leftOut;
    private long stripped;

    /**
     * What was extracted.
     *
     * @param entries directories, files, links and others that were made
     * @param bytes of all files, holes not counted
     * @param leftOut devices that were not asked for, and special files that the target does not make
     * @param stripped regular files that were made without their set-user-ID or set-group-ID bit
     */
    public record Report(long entries, long bytes, long leftOut, long stripped) {}

    /** An entry of a directory. */
    private record Place(int directory, int entry) {}

    /**
     * An extraction of {@code image} to {@code target}; blocks are decoded in {@code cache}.
     *
     * @param keepsSpecial whether to make what can give away rights on the host: devices, and files with a set-user-ID
     *     or set-group-ID bit. Without it devices are left out and the bits are not set.
     */
    public Extractor(DwarfsImage image, BlockCache cache, ExtractionTarget target, boolean keepsSpecial) {
        this.image = image;
        this.metadata = image.metadata();
        this.cache = cache;
        this.target = target;
        this.keepsSpecial = keepsSpecial;
        this.paths = new TreePaths(metadata);
    }

    /**
     * Extracts everything.
     *
     * @throws io.apprunner.error.FormatException when a block is damaged; what was written stays
     * @throws AppRunnerException with code {@code IO} when reading or writing fails
     */
    public Report extract() {
        int[] order = makeDirectories();
        List<Place> files = new ArrayList<>();
        for (int directory : order) {
            int end = metadata.endEntry(directory);
            for (int entry = metadata.firstEntry(directory); entry < end; entry++) {
                FileType type = metadata.type(metadata.entryInode(entry));
                if (type == FileType.REGULAR) {
                    files.add(new Place(directory, entry));
                } else if (type != FileType.DIRECTORY) {
                    extractEntry(new Place(directory, entry));
                }
            }
        }
        // In the order of blocks each of them is decoded once, however small the cache is.
        files.sort(Comparator.comparingInt(this::firstBlock));
        files.forEach(this::extractEntry);
        // What was made in a directory changed its time, and its mode may forbid to write: these come last.
        for (int i = order.length - 1; i >= 0; i--) {
            target.setAttributes(paths.of(order[i]), metadata, order[i], permissions(order[i]));
        }
        return new Report(entries, bytes, leftOut, stripped);
    }

    /** Makes all directories; returns them, those that hold others first. */
    private int[] makeDirectories() {
        int[] order = new int[metadata.directoryCount()];
        int known = 1;
        for (int done = 0; done < known; done++) {
            int directory = order[done];
            target.makeDirectory(paths.of(directory));
            entries++;
            int end = metadata.endEntry(directory);
            for (int entry = metadata.firstEntry(directory); entry < end; entry++) {
                int inode = metadata.entryInode(entry);
                if (inode < order.length) {
                    order[known++] = inode;
                }
            }
        }
        return order;
    }

    private int firstBlock(Place place) {
        int inode = metadata.entryInode(place.entry());
        int chunk = metadata.firstChunk(inode);
        return chunk < metadata.endChunk(inode) && !metadata.isHole(chunk) ? metadata.chunkBlock(chunk) : 0;
    }

    private void extractEntry(Place place) {
        byte[] path = paths.of(place.directory(), place.entry());
        int inode = metadata.entryInode(place.entry());
        Place known = linked.get(inode);
        if (known != null) {
            target.makeHardLink(path, paths.of(known.directory(), known.entry()));
            entries++;
            return;
        }
        boolean isMade = switch (metadata.type(inode)) {
            case REGULAR -> extractFile(path, inode);
            case LINK -> {
                target.makeLink(path, metadata.linkTarget(inode));
                yield true;
            }
            case DIRECTORY, BLOCK_DEVICE, CHARACTER_DEVICE, FIFO, SOCKET ->
                (keepsSpecial || !isDevice(inode))
                        && target.makeSpecial(path, metadata.mode(inode), metadata.device(inode));
        };
        if (!isMade) {
            leftOut++;
            return;
        }
        entries++;
        target.setAttributes(path, metadata, inode, permissions(inode));
        if (metadata.linkCount(inode) > 1) {
            linked.put(inode, place);
        }
    }

    /** A whiteout, the character device 0, is none: it only says that a layer has deleted something. */
    private boolean isDevice(int inode) {
        return switch (metadata.type(inode)) {
            case BLOCK_DEVICE -> true;
            case CHARACTER_DEVICE -> metadata.device(inode) != 0;
            case REGULAR, DIRECTORY, LINK, FIFO, SOCKET -> false;
        };
    }

    /** The bits of a directory run nothing, so they stay. */
    private int permissions(int inode) {
        int permissions = metadata.mode(inode) & PERMISSIONS;
        if (keepsSpecial || metadata.type(inode) != FileType.REGULAR || (permissions & SET_ID) == 0) {
            return permissions;
        }
        stripped++;
        return permissions & ~SET_ID;
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
            throw new AppRunnerException(ErrorCode.IO, "cannot extract a file: " + IoReason.of(e), "", e);
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

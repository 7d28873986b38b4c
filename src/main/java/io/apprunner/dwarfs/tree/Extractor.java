// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.tree;

import io.apprunner.dwarfs.DwarfsImage;
import io.apprunner.dwarfs.block.Block;
import io.apprunner.dwarfs.block.BlockCache;
import io.apprunner.dwarfs.format.FileType;
import io.apprunner.dwarfs.metadata.Metadata;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.error.IoReason;
import io.apprunner.text.RawText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Writes the whole tree of an image somewhere. Nothing can land outside of the target: names were checked when the
 * image was opened, and everything is made anew below the root. What fails is told and left out, and a file is there
 * whole or not at all. Belongs to one thread at a time.
 */
public final class Extractor {
    private static final int PERMISSIONS = 07777;

    /** The set-user-ID and the set-group-ID bit. */
    private static final int SET_ID = 06000;

    private final DwarfsImage image;
    private final Metadata metadata;
    private final BlockCache cache;
    private final ExtractionTarget target;
    private final ExtractionOptions options;
    private final TreePaths paths;
    /** The first place of inodes that have several. */
    private final Map<Integer, Place> linked = new HashMap<>();

    private final BitSet missing = new BitSet();
    private long entries;
    private long bytes;
    private long leftOut;
    private long stripped;
    private long copied;
    private long failed;

    /**
     * What was extracted.
     *
     * @param entries directories, files, links and others that were made
     * @param bytes of all files, holes not counted
     * @param leftOut devices that were not asked for, and special files that the target does not make
     * @param stripped regular files that were made without their set-user-ID or set-group-ID bit
     * @param copied names that are files of their own, because the target makes no hard links
     * @param failed entries that could not be made, or not as they should be; each was told to the listener
     */
    public record Report(long entries, long bytes, long leftOut, long stripped, long copied, long failed) {}

    /** An entry of a directory. */
    private record Place(int directory, int entry) {}

    /** One entry's part of the work. */
    private interface Step {
        void run(byte[] path);
    }

    /** An extraction of {@code image} to {@code target}; blocks are decoded in {@code cache}. */
    public Extractor(DwarfsImage image, BlockCache cache, ExtractionTarget target, ExtractionOptions options) {
        this.image = image;
        this.metadata = image.metadata();
        this.cache = cache;
        this.target = target;
        this.options = options;
        this.paths = new TreePaths(metadata);
    }

    /**
     * Extracts everything, or until the first failure when the options say so.
     *
     * @throws AppRunnerException when the root of the target cannot be made
     */
    public Report extract() {
        target.makeDirectory(paths.of(Metadata.ROOT));
        entries++;
        int[] order = makeDirectories();
        for (Place place : others(order)) {
            if (isStopped()) {
                break;
            }
            attempt(() -> paths.of(place.directory(), place.entry()), path -> extractEntry(place, path));
        }
        // What was made in a directory changed its time, and its mode may forbid to write: these come last.
        for (int i = order.length - 1; i >= 0; i--) {
            int directory = order[i];
            if (!missing.get(directory)) {
                attempt(
                        () -> paths.of(directory),
                        path -> target.setAttributes(path, metadata, directory, permissions(directory)));
            }
        }
        return new Report(entries, bytes, leftOut, stripped, copied, failed);
    }

    private boolean isStopped() {
        return failed > 0 && options.stopsAtFailure();
    }

    /** Does something for an entry; returns whether it could. */
    private boolean attempt(Supplier<byte[]> path, Step step) {
        byte[] known = {};
        try {
            known = path.get();
            step.run(known);
            return true;
        } catch (AppRunnerException e) {
            failed++;
            options.listener().failed(RawText.decode(known), e);
            return false;
        }
    }

    /** Makes all directories but the root; returns them all, those that hold others first. */
    private int[] makeDirectories() {
        int[] order = new int[metadata.directoryCount()];
        int known = 1;
        for (int done = 0; done < known; done++) {
            int directory = order[done];
            int end = metadata.endEntry(directory);
            for (int entry = metadata.firstEntry(directory); entry < end; entry++) {
                int inode = metadata.entryInode(entry);
                if (inode < order.length) {
                    order[known++] = inode;
                    makeDirectory(inode);
                }
            }
        }
        return order;
    }

    private void makeDirectory(int directory) {
        if (!isStopped() && attempt(() -> paths.of(directory), target::makeDirectory)) {
            entries++;
        } else {
            missing.set(directory);
        }
    }

    /** All that is no directory. In the order of blocks each of them is decoded once, however small the cache is. */
    private List<Place> others(int[] directories) {
        List<Place> files = new ArrayList<>();
        List<Place> others = new ArrayList<>();
        for (int directory : directories) {
            int end = metadata.endEntry(directory);
            for (int entry = metadata.firstEntry(directory); entry < end; entry++) {
                FileType type = metadata.type(metadata.entryInode(entry));
                if (type == FileType.REGULAR) {
                    files.add(new Place(directory, entry));
                } else if (type != FileType.DIRECTORY) {
                    others.add(new Place(directory, entry));
                }
            }
        }
        files.sort(Comparator.comparingInt(this::firstBlock));
        others.addAll(files);
        return others;
    }

    private int firstBlock(Place place) {
        int inode = metadata.entryInode(place.entry());
        int chunk = metadata.firstChunk(inode);
        return chunk < metadata.endChunk(inode) && !metadata.isHole(chunk) ? metadata.chunkBlock(chunk) : 0;
    }

    private void extractEntry(Place place, byte[] path) {
        int inode = metadata.entryInode(place.entry());
        Place known = linked.get(inode);
        if (known != null && target.makeHardLink(path, paths.of(known.directory(), known.entry()))) {
            entries++;
            return;
        }
        if (!make(path, inode)) {
            leftOut++;
            return;
        }
        entries++;
        if (known != null) {
            copied++;
        }
        if (metadata.linkCount(inode) > 1) {
            linked.put(inode, place);
        }
        target.setAttributes(path, metadata, inode, permissions(inode));
    }

    private boolean make(byte[] path, int inode) {
        return switch (metadata.type(inode)) {
            case REGULAR -> {
                extractFile(path, inode);
                yield true;
            }
            case LINK -> {
                target.makeLink(path, metadata.linkTarget(inode));
                yield true;
            }
            case DIRECTORY, BLOCK_DEVICE, CHARACTER_DEVICE, FIFO, SOCKET ->
                (options.keepsSpecial() || !isDevice(inode))
                        && target.makeSpecial(path, metadata.mode(inode), metadata.device(inode));
        };
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
        if (options.keepsSpecial() || metadata.type(inode) != FileType.REGULAR || (permissions & SET_ID) == 0) {
            return permissions;
        }
        stripped++;
        return permissions & ~SET_ID;
    }

    private void extractFile(byte[] path, int inode) {
        FileChannel file = target.makeFile(path);
        try (file) {
            writeContent(file, inode);
        } catch (IOException e) {
            target.removeFile(path);
            throw new AppRunnerException(ErrorCode.IO, IoReason.alone(e), "", e);
        } catch (AppRunnerException e) {
            target.removeFile(path);
            throw e;
        }
    }

    private void writeContent(FileChannel file, int inode) throws IOException {
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
    }

    private void writeChunk(FileChannel file, long position, int chunk) throws IOException {
        int from = metadata.chunkOffset(chunk);
        int end = from + (int) metadata.chunkSize(chunk);
        if (end == from) {
            return;
        }
        Block block = cache.acquire(image, metadata.chunkBlock(chunk), end);
        try {
            Zeros.writeSparsely(
                    file, position, block.buffer().duplicate().limit(end).position(from));
        } finally {
            block.release();
        }
        bytes += end - from;
    }
}

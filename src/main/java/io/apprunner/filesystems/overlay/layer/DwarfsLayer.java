// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.overlay.layer;

import io.apprunner.dwarfs.DwarfsImage;
import io.apprunner.dwarfs.block.BlockCache;
import io.apprunner.dwarfs.metadata.Metadata;
import io.apprunner.dwarfs.tree.FileHoles;
import io.apprunner.dwarfs.tree.FileReader;
import io.apprunner.filesystems.mount.DwarfsFileSystem;
import io.apprunner.filesystems.mount.LayerView;
import io.apprunner.fuse.FuseReply;
import io.apprunner.posix.Constants;
import io.apprunner.posix.Posix;
import io.apprunner.posix.folder.FileStatus;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A layer in a DwarFS image, which is read in this process. File data is answered as by a mounted layer. */
public final class DwarfsLayer implements Layer {
    private final Metadata metadata;
    private final DwarfsFileSystem files;
    private final FileReader reader;
    private final FileHoles holes;

    /**
     * @param cache holds decoded blocks; several layers may share it
     * @param view the owner and group that are shown
     */
    public DwarfsLayer(Posix posix, DwarfsImage image, BlockCache cache, LayerView view) {
        metadata = image.metadata();
        files = new DwarfsFileSystem(posix, image, cache, view, inode -> {});
        reader = new FileReader(image, cache);
        holes = new FileHoles(image, cache);
    }

    @Override
    public int count() {
        return metadata.inodeCount();
    }

    @Override
    public int directoryCount() {
        return metadata.directoryCount();
    }

    @Override
    public int lookup(int directory, Name name) {
        return isMark(name) ? -1 : metadata.lookup(directory, name.bytes(), 0, name.bytes().length);
    }

    @Override
    public int firstEntry(int directory) {
        return metadata.firstEntry(directory);
    }

    @Override
    public int endEntry(int directory) {
        return metadata.endEntry(directory);
    }

    @Override
    public Name entryName(int entry) {
        byte[] name = new byte[255];
        int length = metadata.entryName(entry, name, 0);
        return Name.of(Arrays.copyOf(name, length));
    }

    @Override
    public int entryFile(int entry) {
        return metadata.entryInode(entry);
    }

    @Override
    public int parent(int directory) {
        return metadata.parent(directory);
    }

    @Override
    public boolean isDirectory(int file) {
        return file < metadata.directoryCount();
    }

    @Override
    public boolean isWhiteout(int file) {
        return (metadata.mode(file) & Constants.S_IFMT) == Constants.S_IFCHR && metadata.device(file) == 0;
    }

    @Override
    public boolean isMark(Name name) {
        return metadata.hasOpaque() && Metadata.isOpaqueMarker(name.bytes(), name.bytes().length);
    }

    @Override
    public boolean isOpaque(int directory) {
        return metadata.hasOpaque() && metadata.isOpaque(directory);
    }

    @Override
    public int mode(int file) {
        return metadata.mode(file);
    }

    @Override
    public FileStatus status(int file) {
        long node = file + 1L;
        return new FileStatus(
                file,
                metadata.mode(file),
                metadata.linkCount(file),
                files.user(node),
                files.group(node),
                metadata.device(file),
                metadata.size(file),
                (files.stored(node) + 511) >> 9,
                new FileStatus.Time(metadata.accessedSeconds(file), metadata.accessedNanos(file)),
                new FileStatus.Time(metadata.modifiedSeconds(file), metadata.modifiedNanos(file)),
                new FileStatus.Time(metadata.changedSeconds(file), metadata.changedNanos(file)));
    }

    @Override
    public byte[] linkTarget(int file) {
        return metadata.linkTarget(file);
    }

    @Override
    public int read(int file, long offset, int size, FuseReply reply) {
        return files.read(file + 1L, offset, size, reply);
    }

    @Override
    public int read(int file, long offset, ByteBuffer target) {
        return reader.read(file, offset, target);
    }

    @Override
    public long nextData(int file, long offset) {
        return holes.nextData(file, offset);
    }

    @Override
    public long nextHole(int file, long offset) {
        return holes.nextHole(file, offset);
    }
}

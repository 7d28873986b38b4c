// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.mount;

import io.apprunner.dwarfs.DwarfsImage;
import io.apprunner.dwarfs.block.Block;
import io.apprunner.dwarfs.block.BlockCache;
import io.apprunner.dwarfs.metadata.Metadata;
import io.apprunner.dwarfs.tree.FileHoles;
import io.apprunner.fuse.FuseReply;
import io.apprunner.fuse.NodeAttributes;
import io.apprunner.fuse.ReadOnlyFileSystem;
import io.apprunner.posix.Constants;
import io.apprunner.posix.MappedMemory;
import io.apprunner.posix.Posix;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntToLongFunction;

/**
 * A DwarFS image as a FUSE file system. A node is the inode's number plus one, so that no table of nodes is needed.
 * File data goes from the block cache to the kernel without a copy.
 */
public final class DwarfsFileSystem implements ReadOnlyFileSystem, NodeAttributes {
    private static final int TYPE = 0170000;
    private static final int DIRECTORY = 0040000;
    private static final int REGULAR = 0100000;
    private static final int LINK = 0120000;
    private static final int BLOCK_SIZE = 4096;

    /** The positions of "." and ".." in a directory; entry e follows at e - first + 2. */
    private static final int DOTS = 2;

    private static final byte[] NAME_DOTS = {'.', '.'};
    private static final byte[] OPAQUE = {'y'};
    /**
     * What overlayfs asks for, with and without privileges. They are not listed: when it copies a directory up, it
     * reads every attribute in the list, and fails at those that the user may not read.
     */
    private static final List<byte[]> OPAQUE_ATTRIBUTES =
            List.of(ascii("user.overlay.opaque"), ascii("trusted.overlay.opaque"));

    private static final int ZEROES = 128 * 1024;
    private static final FuseReply.Releasable NOTHING = () -> {};

    private final DwarfsImage image;
    private final Metadata metadata;
    private final BlockCache cache;
    private final LayerView view;
    private final IntConsumer reads;
    private final FoldedNames folded;
    private final FileHoles holes;
    /** Never written to: all of its pages are the kernel's one page of zeroes. */
    private final MappedMemory zeroes;

    private final ThreadLocal<byte[]> names = ThreadLocal.withInitial(() -> new byte[256]);

    /**
     * @param cache holds decoded blocks; several file systems may share it
     * @param reads told the inode at every read of a file
     */
    public DwarfsFileSystem(Posix posix, DwarfsImage image, BlockCache cache, LayerView view, IntConsumer reads) {
        this.zeroes = MappedMemory.of(posix, ZEROES);
        this.image = image;
        this.metadata = image.metadata();
        this.cache = cache;
        this.view = view;
        this.reads = reads;
        this.folded = new FoldedNames(metadata);
        this.holes = new FileHoles(image, cache);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public int lookup(long directory, byte[] name, int length, FuseReply reply) {
        int inode = inode(directory);
        if (!is(inode, DIRECTORY)) {
            return Constants.ENOTDIR;
        }
        int found = metadata.lookup(inode, name, 0, length);
        if (found < 0 && view.ignoresCase()) {
            found = folded.lookup(inode, name, length);
        }
        if (found < 0 || isHidden(name, length)) {
            reply.noEntry();
        } else {
            reply.entry(found + 1L, this);
        }
        return 0;
    }

    /** The mark of an opaque directory is shown as an attribute, which is what overlayfs looks for. */
    private boolean isHidden(byte[] name, int length) {
        return metadata.hasOpaque() && Metadata.isOpaqueMarker(name, length);
    }

    @Override
    public int attribute(long node, byte[] name, int length, FuseReply reply) {
        if (!metadata.hasOpaque()) {
            return Constants.ENOSYS;
        }
        for (byte[] known : OPAQUE_ATTRIBUTES) {
            if (Arrays.equals(name, 0, length, known, 0, known.length) && isOpaque(node)) {
                return reply.attribute(OPAQUE);
            }
        }
        return Constants.ENODATA;
    }

    private boolean isOpaque(long node) {
        int inode = inode(node);
        return is(inode, DIRECTORY) && metadata.isOpaque(inode);
    }

    @Override
    public int attributes(long node, FuseReply reply) {
        inode(node);
        reply.attributes(node, this);
        return 0;
    }

    @Override
    public int readLink(long node, FuseReply reply) {
        int inode = inode(node);
        if (!is(inode, LINK)) {
            return Constants.EINVAL;
        }
        byte[] target = metadata.linkTarget(inode);
        reply.bytes(target, target.length);
        return 0;
    }

    @Override
    public int read(long node, long offset, int size, FuseReply reply) {
        int inode = inode(node);
        if (!is(inode, REGULAR)) {
            return Constants.EINVAL;
        }
        reads.accept(inode);
        int chunk = metadata.chunkAt(inode, offset);
        int end = metadata.endChunk(inode);
        long skip = chunk < end ? offset - metadata.chunkPosition(inode, chunk) : 0;
        long left = size;
        for (; chunk < end && left > 0; chunk++) {
            int length = (int) Math.min(left, metadata.chunkSize(chunk) - skip);
            if (length == 0) {
                continue;
            }
            boolean room = metadata.isHole(chunk) ? hole(length, reply) : piece(chunk, skip, length, reply);
            if (!room) {
                return 0;
            }
            left -= length;
            skip = 0;
        }
        return 0;
    }

    private boolean piece(int chunk, long skip, int length, FuseReply reply) {
        int from = Math.toIntExact(metadata.chunkOffset(chunk) + skip);
        Block block = cache.acquire(image, metadata.chunkBlock(chunk), from + length);
        if (reply.wantsCopy(length)) {
            try {
                return reply.copy(block.buffer(), from, length);
            } finally {
                block.release();
            }
        }
        if (reply.data(block.address() + from, length, holder(block))) {
            return true;
        }
        block.release();
        return false;
    }

    /** What releases a block; it is made once for each block, because a read must not allocate. */
    private static FuseReply.Releasable holder(Block block) {
        if (block.attachment() instanceof FuseReply.Releasable known) {
            return known;
        }
        FuseReply.Releasable made = block::release;
        block.attach(made);
        return made;
    }

    private boolean hole(int length, FuseReply reply) {
        if (reply.wantsCopy(length)) {
            return reply.copy(zeroes.buffer(), 0, length);
        }
        for (int done = 0; done < length; done += ZEROES) {
            if (!reply.data(zeroes.address(), Math.min(ZEROES, length - done), NOTHING)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int seekData(long node, long offset, FuseReply reply) {
        return found(node, reply, inode -> holes.nextData(inode, offset));
    }

    @Override
    public int seekHole(long node, long offset, FuseReply reply) {
        return found(node, reply, inode -> holes.nextHole(inode, offset));
    }

    private int found(long node, FuseReply reply, IntToLongFunction search) {
        int inode = inode(node);
        if (!is(inode, REGULAR)) {
            return Constants.EINVAL;
        }
        long position = search.applyAsLong(inode);
        if (position < 0) {
            return Constants.ENXIO;
        }
        reply.position(position);
        return 0;
    }

    @Override
    public int readDirectory(long node, long offset, FuseReply reply) {
        int directory = inode(node);
        if (!is(directory, DIRECTORY)) {
            return Constants.ENOTDIR;
        }
        if (offset < 1 && !reply.directoryEntry(node, NAME_DOTS, 1, 1, this)) {
            return 0;
        }
        if (offset < DOTS && !reply.directoryEntry(metadata.parent(directory) + 1L, NAME_DOTS, 2, 2, this)) {
            return 0;
        }
        int first = metadata.firstEntry(directory);
        int end = metadata.endEntry(directory);
        byte[] name = names.get();
        // Users choose the position with lseek(2): behind the end there is nothing, least of all other directories.
        long passed = Math.clamp(offset - DOTS, 0L, (long) end - first);
        for (int entry = first + (int) passed; entry < end; entry++) {
            int length = metadata.entryName(entry, name, 0);
            if (isHidden(name, length)) {
                continue;
            }
            long child = metadata.entryInode(entry) + 1L;
            if (!reply.directoryEntry(child, name, length, entry - first + DOTS + 1L, this)) {
                return 0;
            }
        }
        return 0;
    }

    @Override
    public int fileSystem(FuseReply reply) {
        reply.fileSystem((metadata.totalSize() + BLOCK_SIZE - 1) / BLOCK_SIZE, metadata.inodeCount(), BLOCK_SIZE);
        return 0;
    }

    /** The kernel only knows nodes that we gave it; anything else is refused by the metadata's own checks. */
    private int inode(long node) {
        return Math.toIntExact(node - 1);
    }

    private boolean is(int inode, int type) {
        return (metadata.mode(inode) & TYPE) == type;
    }

    @Override
    public int mode(long node) {
        return metadata.mode(inode(node));
    }

    @Override
    public long size(long node) {
        return metadata.size(inode(node));
    }

    @Override
    public long stored(long node) {
        return holes.stored(inode(node));
    }

    @Override
    public int links(long node) {
        return metadata.linkCount(inode(node));
    }

    @Override
    public int user(long node) {
        return view.userId() >= 0 ? view.userId() : metadata.uid(inode(node));
    }

    @Override
    public int group(long node) {
        return view.groupId() >= 0 ? view.groupId() : metadata.gid(inode(node));
    }

    @Override
    public int device(long node) {
        return (int) metadata.device(inode(node));
    }

    @Override
    public long modifiedSeconds(long node) {
        return metadata.modifiedSeconds(inode(node));
    }

    @Override
    public int modifiedNanos(long node) {
        return metadata.modifiedNanos(inode(node));
    }

    @Override
    public long accessedSeconds(long node) {
        return metadata.accessedSeconds(inode(node));
    }

    @Override
    public int accessedNanos(long node) {
        return metadata.accessedNanos(inode(node));
    }

    @Override
    public long changedSeconds(long node) {
        return metadata.changedSeconds(inode(node));
    }

    @Override
    public int changedNanos(long node) {
        return metadata.changedNanos(inode(node));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.metadata;

import io.apprunner.dwarfs.format.Column;
import io.apprunner.dwarfs.format.FileType;
import io.apprunner.dwarfs.format.FrozenField.OptionalField;
import io.apprunner.dwarfs.format.FrozenView;
import io.apprunner.dwarfs.format.MetadataField;
import io.apprunner.dwarfs.format.MetadataField.InodeField;
import io.apprunner.dwarfs.format.Place;
import org.jspecify.annotations.Nullable;

/**
 * The tree of an image: inodes by number, directories with their entries, and the chunks of files. Everything was
 * checked when the image was opened. Immutable and safe for several threads; methods that do not return an array
 * allocate nothing.
 *
 * <p>Preconditions of all methods: an inode is at least 0 and below {@link #inodeCount()}, a directory is an inode
 * below {@link #directoryCount()}, an entry or chunk is within a range that this object gave.
 */
public final class Metadata {
    /** The root directory. */
    public static final int ROOT = 0;

    private final Inodes inodes;
    private final Directories directories;
    private final Chunks chunks;
    private final ChunkLists lists;
    private final Times modified;
    private final Times accessed;
    private final Times changed;
    private final LinkTargets links;
    private final Column devices;
    private final int @Nullable [] linkCounts;
    private final long totalSize;
    private final String version;

    /** Reads and checks the metadata of an image with {@code blockCount} blocks. */
    public Metadata(FrozenView metadata, int blockCount) {
        Features.check(metadata);
        Options options = Options.load(metadata);
        InodeRecords records = new InodeRecords(metadata);
        inodes = new Inodes(metadata, records);
        directories = new Directories(metadata, records, options, inodes);
        chunks = new Chunks(metadata, blockCount);
        lists = new ChunkLists(metadata, options, chunks, inodes.files());
        modified = new Times(metadata, records, options, InodeField.MTIME_OFFSET, InodeField.MTIME_SUBSEC);
        accessed = options.mtimeOnly()
                ? modified
                : new Times(metadata, records, options, InodeField.ATIME_OFFSET, InodeField.ATIME_SUBSEC);
        changed = options.mtimeOnly()
                ? modified
                : new Times(metadata, records, options, InodeField.CTIME_OFFSET, InodeField.CTIME_SUBSEC);
        links = new LinkTargets(metadata, inodes.links());
        FrozenView.FrozenList deviceList = Options.optionalList(metadata, MetadataField.DEVICES);
        devices = deviceList == null ? Column.none() : deviceList.integers(Long.SIZE);
        if (devices.count() != inodes.devices()) {
            throw metadata.place().bad(inodes.devices() + " devices", devices.count());
        }
        linkCounts = options.storesLinkCounts() ? null : directories.countLinks(inodes.count());
        totalSize = metadata.integer(MetadataField.TOTAL_FS_SIZE, Long.SIZE);
        FrozenView writer = metadata.optional(MetadataField.DWARFS_VERSION);
        version = writer == null ? "" : writer.string(OptionalField.VALUE).text();
    }

    /** Checks what reading does not rely on: that each inode has a name, and as many names as it says. */
    public void checkNames(Place place) {
        int[] names = directories.countLinks(inodes.count());
        for (int inode = 0; inode < names.length; inode++) {
            boolean isCounted = linkCounts == null && inode >= inodes.directoryCount();
            long stated = isCounted ? inodes.storedLinkCount(inode) : names[inode];
            if (names[inode] == 0 || names[inode] != stated) {
                throw place.bad(Math.max(1, stated) + " names of inode " + inode, names[inode]);
            }
        }
    }

    /** The number of inodes. */
    public int inodeCount() {
        return inodes.count();
    }

    /** The number of directories; they are the first inodes. */
    public int directoryCount() {
        return inodes.directoryCount();
    }

    /** The number of entries in all directories, and one for the root. */
    public int entryCount() {
        return directories.entryCount();
    }

    /** The number of chunks of all files. */
    public int chunkCount() {
        return chunks.count();
    }

    /** Bytes of a full block, a power of two up to 2^30. */
    public int blockSize() {
        return chunks.blockSize();
    }

    /** Bytes of all files together, as the writer of the image stated it. */
    public long totalSize() {
        return totalSize;
    }

    /** The name and version of the program that wrote the image, empty when not stated. */
    public String writerVersion() {
        return version;
    }

    /** Type and permissions, as in {@code st_mode}. */
    public int mode(int inode) {
        return inodes.mode(inode);
    }

    /** The type that the mode says. */
    public FileType type(int inode) {
        return FileType.of(inodes.mode(inode));
    }

    /** The owner, an unsigned 32-bit number. */
    public int uid(int inode) {
        return inodes.uid(inode);
    }

    /** The group, an unsigned 32-bit number. */
    public int gid(int inode) {
        return inodes.gid(inode);
    }

    /** Bytes of a regular file or of a link's target; the number of entries of a directory; else 0. */
    public long size(int inode) {
        if (isRegular(inode)) {
            return lists.size(inodes.file(inode));
        }
        if (inode < inodes.directoryCount()) {
            return (long) endEntry(inode) - firstEntry(inode);
        }
        return inodes.isLink(inode) ? links.length(inodes.link(inode)) : 0;
    }

    /** The number of entries for this inode; of a directory two more than it has directories. */
    public int linkCount(int inode) {
        if (inode < inodes.directoryCount()) {
            return directories.childDirectories(inode) + 2;
        }
        return linkCounts == null
                ? (int) Math.min(Integer.MAX_VALUE, inodes.storedLinkCount(inode))
                : linkCounts[inode];
    }

    /** The number of a device as in {@code st_rdev}, 0 for other inodes. */
    public long device(int inode) {
        return inodes.isDevice(inode) ? devices.get(inodes.device(inode)) : 0;
    }

    /** Time of the last change of the content, in seconds since 1970, below zero before. */
    public long modifiedSeconds(int inode) {
        return modified.seconds(inode);
    }

    /** The rest of that time in nanoseconds. */
    public int modifiedNanos(int inode) {
        return modified.nanos(inode);
    }

    /**
     * Time of the last access, in seconds since 1970, below zero before; the time of change when the image holds no
     * other.
     */
    public long accessedSeconds(int inode) {
        return accessed.seconds(inode);
    }

    /** The rest of that time in nanoseconds. */
    public int accessedNanos(int inode) {
        return accessed.nanos(inode);
    }

    /**
     * Time of the last change of the inode, in seconds since 1970, below zero before; as {@link #accessedSeconds} when
     * not stored.
     */
    public long changedSeconds(int inode) {
        return changed.seconds(inode);
    }

    /** The rest of that time in nanoseconds. */
    public int changedNanos(int inode) {
        return changed.nanos(inode);
    }

    /**
     * The inode that has a name in a directory.
     *
     * @param name its bytes are {@code name[from..to)}
     * @return -1 when there is none
     */
    public int lookup(int directory, byte[] name, int from, int to) {
        return directories.lookup(directory, name, from, to);
    }

    /** The first entry of a directory; they are sorted by name. */
    public int firstEntry(int directory) {
        return directories.firstEntry(directory);
    }

    /** The entry behind the last one of a directory. */
    public int endEntry(int directory) {
        return directories.endEntry(directory);
    }

    /** The inode of an entry. */
    public int entryInode(int entry) {
        return directories.inode(entry);
    }

    /**
     * Writes the name of an entry to {@code target} from {@code at} on, where 255 bytes must be free.
     *
     * @return its length in bytes, 1 to 255
     */
    public int entryName(int entry, byte[] target, int at) {
        return directories.name(entry, target, at);
    }

    /** The directory that holds a directory; the root is in itself. */
    public int parent(int directory) {
        return directories.parent(directory);
    }

    /** Whether any directory is opaque. */
    public boolean hasOpaque() {
        return directories.hasOpaque();
    }

    /**
     * Whether a directory hides what layers below have in its place: whether it holds a file of the name that layers of
     * OCI images use for that.
     */
    public boolean isOpaque(int directory) {
        return directories.opaqueMarker(directory) >= 0;
    }

    /** Whether the first {@code length} bytes of a name are those of the file that makes a directory opaque. */
    public static boolean isOpaqueMarker(byte[] name, int length) {
        return Directories.isOpaqueMarker(name, length);
    }

    /** The target of a symbolic link, 1 to 4095 bytes; its names are separated by slashes. */
    public byte[] linkTarget(int inode) {
        if (!inodes.isLink(inode)) {
            throw new IllegalArgumentException("inode " + inode + " is not a link");
        }
        return links.of(inodes.link(inode));
    }

    private boolean isRegular(int inode) {
        return inodes.isRegular(inode);
    }

    /** The first chunk of a regular file; of another inode 0. */
    public int firstChunk(int inode) {
        return isRegular(inode) ? lists.firstChunk(inodes.file(inode)) : 0;
    }

    /** The chunk behind the last one of a regular file; of another inode 0. */
    public int endChunk(int inode) {
        return isRegular(inode) ? lists.endChunk(inodes.file(inode)) : 0;
    }

    /** The chunk of a regular file that holds byte {@code offset}; {@link #endChunk} when it has no such byte. */
    public int chunkAt(int inode, long offset) {
        return isRegular(inode) ? lists.chunkAt(inodes.file(inode), offset) : 0;
    }

    /** The byte of a regular file with which one of its chunks begins. */
    public long chunkPosition(int inode, int chunk) {
        return isRegular(inode) ? lists.position(inodes.file(inode), chunk) : 0;
    }

    /** Whether a chunk is a run of zeros without a block. */
    public boolean isHole(int chunk) {
        return chunks.isHole(chunk);
    }

    /** The block that holds a chunk, unless it is a hole. */
    public int chunkBlock(int chunk) {
        return chunks.block(chunk);
    }

    /** Where a chunk begins in its block, in bytes; 0 for a hole. */
    public int chunkOffset(int chunk) {
        return chunks.offset(chunk);
    }

    /** Bytes of a chunk; below 2^31 unless it is a hole. */
    public long chunkSize(int chunk) {
        return chunks.size(chunk);
    }
}

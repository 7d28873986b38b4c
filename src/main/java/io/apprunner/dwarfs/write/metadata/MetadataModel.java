// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.metadata;

import io.apprunner.dwarfs.write.scan.Chunk;
import java.util.List;
import java.util.Optional;

/**
 * The metadata of an image as the format has them; {@link MetadataTable} gives the field of each. Only those that are
 * written are here.
 *
 * @param chunks the pieces of all contents
 * @param directories one per directory in the order of their inodes, and a sentinel
 * @param inodes all inodes, by rank: directories, links, regular files (unshared, shared), devices, others
 * @param chunkTable per content its first chunk, and a sentinel
 * @param symlinkTable per symbolic link its index in {@code symlinks}
 * @param uids the owners that occur
 * @param gids the groups that occur
 * @param modes the modes that occur
 * @param timestampBase the earliest time in seconds since 1970; one before that is stored in 64 bits
 * @param blockSize the largest block in bytes
 * @param totalSize the sum of the sizes of all inodes, in bytes
 * @param devices per device inode its number, missing when there are none
 * @param options how times and link counts are to be read
 * @param entries all names: the root first, then directory by directory
 * @param sharedFiles per shared regular inode the index of its content after the unshared ones, ascending
 * @param hardLinkSize what the further names of files would add to {@code totalSize}
 * @param software what wrote the image
 * @param created seconds since 1970
 * @param names the names, without repetition
 * @param symlinks the targets of symbolic links, without repetition; missing when there are none
 * @param separator the path separator of {@code symlinks}
 */
record MetadataModel(
        List<Chunk> chunks,
        List<Directory> directories,
        List<Inode> inodes,
        long[] chunkTable,
        long[] symlinkTable,
        long[] uids,
        long[] gids,
        long[] modes,
        long timestampBase,
        long blockSize,
        long totalSize,
        Optional<long[]> devices,
        Optional<Options> options,
        Optional<List<Entry>> entries,
        Optional<long[]> sharedFiles,
        Optional<Long> hardLinkSize,
        Optional<byte[]> software,
        Optional<Long> created,
        Optional<StringTable> names,
        Optional<StringTable> symlinks,
        Optional<Long> separator) {

    /**
     * A directory.
     *
     * @param parentEntry the index of its parent's entry
     * @param firstEntry the index of the first entry in it
     * @param selfEntry the index of its own entry
     */
    record Directory(long parentEntry, long firstEntry, long selfEntry) {}

    /**
     * An inode; owner, group and mode are indexes.
     *
     * @param modified seconds after the base
     * @param subSecond nanoseconds
     * @param furtherLinks number of names less one
     */
    record Inode(long mode, long owner, long group, long modified, long subSecond, long furtherLinks) {}

    /** A name in a directory: the indexes of the name and of the inode. */
    record Entry(long name, long inode) {}

    /**
     * How to read other fields.
     *
     * @param onlyModified there are neither access nor change times
     * @param nanosPerUnit the unit of sub-seconds, missing when there are none
     * @param linksStored inodes have link counts
     */
    record Options(boolean onlyModified, Optional<Long> nanosPerUnit, boolean linksStored) {}

    /**
     * Strings one after the other.
     *
     * @param buffer the bytes of all strings
     * @param symbols the symbol table, when the strings are coded with it
     * @param index where each string starts, and the end
     */
    record StringTable(byte[] buffer, Optional<byte[]> symbols, long[] index) {}
}

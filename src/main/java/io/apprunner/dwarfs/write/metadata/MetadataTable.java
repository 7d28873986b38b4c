// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.metadata;

import static io.apprunner.dwarfs.write.frozen.Kind.BYTES;
import static io.apprunner.dwarfs.write.frozen.Kind.FLAG;
import static io.apprunner.dwarfs.write.frozen.Kind.NUMBERS;
import static io.apprunner.dwarfs.write.frozen.Kind.UNSIGNED;
import static io.apprunner.dwarfs.write.frozen.Kind.list;
import static io.apprunner.dwarfs.write.frozen.Kind.optional;
import static io.apprunner.dwarfs.write.frozen.Struct.field;

import io.apprunner.dwarfs.format.MetadataField;
import io.apprunner.dwarfs.format.MetadataField.ChunkField;
import io.apprunner.dwarfs.format.MetadataField.DirectoryField;
import io.apprunner.dwarfs.format.MetadataField.EntryField;
import io.apprunner.dwarfs.format.MetadataField.InodeField;
import io.apprunner.dwarfs.format.MetadataField.OptionsField;
import io.apprunner.dwarfs.format.MetadataField.StringTableField;
import io.apprunner.dwarfs.write.frozen.Struct;
import io.apprunner.dwarfs.write.metadata.MetadataModel.Directory;
import io.apprunner.dwarfs.write.metadata.MetadataModel.Entry;
import io.apprunner.dwarfs.write.metadata.MetadataModel.Inode;
import io.apprunner.dwarfs.write.metadata.MetadataModel.Options;
import io.apprunner.dwarfs.write.metadata.MetadataModel.StringTable;
import io.apprunner.dwarfs.write.scan.Chunk;

/** The kinds of the metadata's fields; fields that we never write are left out. */
final class MetadataTable {
    private static final Struct<Chunk> CHUNK = Struct.of(
            field(ChunkField.BLOCK, UNSIGNED, chunk -> (long) chunk.block()),
            field(ChunkField.OFFSET, UNSIGNED, chunk -> (long) chunk.offset()),
            field(ChunkField.SIZE, UNSIGNED, chunk -> (long) chunk.size()));

    private static final Struct<Directory> DIRECTORY = Struct.of(
            field(DirectoryField.PARENT_ENTRY, UNSIGNED, Directory::parentEntry),
            field(DirectoryField.FIRST_ENTRY, UNSIGNED, Directory::firstEntry),
            field(DirectoryField.SELF_ENTRY, UNSIGNED, Directory::selfEntry));

    private static final Struct<Inode> INODE = Struct.of(
            field(InodeField.MODE_INDEX, UNSIGNED, Inode::mode),
            field(InodeField.OWNER_INDEX, UNSIGNED, Inode::owner),
            field(InodeField.GROUP_INDEX, UNSIGNED, Inode::group),
            field(InodeField.MTIME_OFFSET, UNSIGNED, Inode::modified),
            field(InodeField.MTIME_SUBSEC, UNSIGNED, Inode::subSecond),
            field(InodeField.NLINK_MINUS_ONE, UNSIGNED, Inode::furtherLinks));

    private static final Struct<Entry> ENTRY = Struct.of(
            field(EntryField.NAME_INDEX, UNSIGNED, Entry::name), field(EntryField.INODE_NUM, UNSIGNED, Entry::inode));

    private static final Struct<Options> OPTIONS = Struct.of(
            field(OptionsField.MTIME_ONLY, FLAG, Options::onlyModified),
            field(OptionsField.SUBSECOND_RESOLUTION_NSEC_MULTIPLIER, optional(UNSIGNED), Options::nanosPerUnit),
            field(OptionsField.INODES_HAVE_NLINK, FLAG, Options::linksStored));

    private static final Struct<StringTable> STRING_TABLE = Struct.of(
            field(StringTableField.BUFFER, BYTES, StringTable::buffer),
            field(StringTableField.SYMTAB, optional(BYTES), StringTable::symbols),
            field(StringTableField.INDEX, NUMBERS, StringTable::index));

    /** The root of the metadata. */
    static final Struct<MetadataModel> METADATA = Struct.of(
            field(MetadataField.CHUNKS, list(CHUNK), MetadataModel::chunks),
            field(MetadataField.DIRECTORIES, list(DIRECTORY), MetadataModel::directories),
            field(MetadataField.INODES, list(INODE), MetadataModel::inodes),
            field(MetadataField.CHUNK_TABLE, NUMBERS, MetadataModel::chunkTable),
            field(MetadataField.SYMLINK_TABLE, NUMBERS, MetadataModel::symlinkTable),
            field(MetadataField.UIDS, NUMBERS, MetadataModel::uids),
            field(MetadataField.GIDS, NUMBERS, MetadataModel::gids),
            field(MetadataField.MODES, NUMBERS, MetadataModel::modes),
            field(MetadataField.TIMESTAMP_BASE, UNSIGNED, MetadataModel::timestampBase),
            field(MetadataField.BLOCK_SIZE, UNSIGNED, MetadataModel::blockSize),
            field(MetadataField.TOTAL_FS_SIZE, UNSIGNED, MetadataModel::totalSize),
            field(MetadataField.DEVICES, optional(NUMBERS), MetadataModel::devices),
            field(MetadataField.OPTIONS, optional(OPTIONS), MetadataModel::options),
            field(MetadataField.DIR_ENTRIES, optional(list(ENTRY)), MetadataModel::entries),
            field(MetadataField.SHARED_FILES_TABLE, optional(NUMBERS), MetadataModel::sharedFiles),
            field(MetadataField.TOTAL_HARDLINK_SIZE, optional(UNSIGNED), MetadataModel::hardLinkSize),
            field(MetadataField.DWARFS_VERSION, optional(BYTES), MetadataModel::software),
            field(MetadataField.CREATE_TIMESTAMP, optional(UNSIGNED), MetadataModel::created),
            field(MetadataField.COMPACT_NAMES, optional(STRING_TABLE), MetadataModel::names),
            field(MetadataField.COMPACT_SYMLINKS, optional(STRING_TABLE), MetadataModel::symlinks),
            field(MetadataField.PREFERRED_PATH_SEPARATOR, optional(UNSIGNED), MetadataModel::separator));

    private MetadataTable() {}
}

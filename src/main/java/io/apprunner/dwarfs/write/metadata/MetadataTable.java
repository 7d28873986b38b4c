// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.metadata;

import static io.apprunner.dwarfs.write.frozen.Kind.BYTES;
import static io.apprunner.dwarfs.write.frozen.Kind.FLAG;
import static io.apprunner.dwarfs.write.frozen.Kind.NUMBERS;
import static io.apprunner.dwarfs.write.frozen.Kind.UNSIGNED;
import static io.apprunner.dwarfs.write.frozen.Kind.list;
import static io.apprunner.dwarfs.write.frozen.Kind.optional;
import static io.apprunner.dwarfs.write.frozen.Struct.field;

import io.apprunner.dwarfs.write.frozen.Struct;
import io.apprunner.dwarfs.write.metadata.MetadataModel.Directory;
import io.apprunner.dwarfs.write.metadata.MetadataModel.Entry;
import io.apprunner.dwarfs.write.metadata.MetadataModel.Inode;
import io.apprunner.dwarfs.write.metadata.MetadataModel.Options;
import io.apprunner.dwarfs.write.metadata.MetadataModel.StringTable;
import io.apprunner.dwarfs.write.scan.Chunk;

/** The numbers, names and kinds of the metadata's fields; fields that we never write are left out. */
final class MetadataTable {
    private static final Struct<Chunk> CHUNK = Struct.of(
            field(1, "block", UNSIGNED, chunk -> (long) chunk.block()),
            field(2, "offset", UNSIGNED, chunk -> (long) chunk.offset()),
            field(3, "size", UNSIGNED, chunk -> (long) chunk.size()));

    private static final Struct<Directory> DIRECTORY = Struct.of(
            field(1, "parent_entry", UNSIGNED, Directory::parentEntry),
            field(2, "first_entry", UNSIGNED, Directory::firstEntry),
            field(3, "self_entry", UNSIGNED, Directory::selfEntry));

    private static final Struct<Inode> INODE = Struct.of(
            field(2, "mode_index", UNSIGNED, Inode::mode),
            field(4, "owner_index", UNSIGNED, Inode::owner),
            field(5, "group_index", UNSIGNED, Inode::group),
            field(7, "mtime_offset", UNSIGNED, Inode::modified),
            field(11, "mtime_subsec", UNSIGNED, Inode::subSecond),
            field(14, "nlink_minus_one", UNSIGNED, Inode::furtherLinks));

    private static final Struct<Entry> ENTRY =
            Struct.of(field(1, "name_index", UNSIGNED, Entry::name), field(2, "inode_num", UNSIGNED, Entry::inode));

    private static final Struct<Options> OPTIONS = Struct.of(
            field(1, "mtime_only", FLAG, Options::onlyModified),
            field(6, "subsecond_resolution_nsec_multiplier", optional(UNSIGNED), Options::nanosPerUnit),
            field(8, "inodes_have_nlink", FLAG, Options::linksStored));

    private static final Struct<StringTable> STRING_TABLE = Struct.of(
            field(1, "buffer", BYTES, StringTable::buffer),
            field(2, "symtab", optional(BYTES), StringTable::symbols),
            field(3, "index", NUMBERS, StringTable::index));

    /** The root of the metadata. */
    static final Struct<MetadataModel> METADATA = Struct.of(
            field(1, "chunks", list(CHUNK), MetadataModel::chunks),
            field(2, "directories", list(DIRECTORY), MetadataModel::directories),
            field(3, "inodes", list(INODE), MetadataModel::inodes),
            field(4, "chunk_table", NUMBERS, MetadataModel::chunkTable),
            field(6, "symlink_table", NUMBERS, MetadataModel::symlinkTable),
            field(7, "uids", NUMBERS, MetadataModel::uids),
            field(8, "gids", NUMBERS, MetadataModel::gids),
            field(9, "modes", NUMBERS, MetadataModel::modes),
            field(12, "timestamp_base", UNSIGNED, MetadataModel::timestampBase),
            field(15, "block_size", UNSIGNED, MetadataModel::blockSize),
            field(16, "total_fs_size", UNSIGNED, MetadataModel::totalSize),
            field(17, "devices", optional(NUMBERS), MetadataModel::devices),
            field(18, "options", optional(OPTIONS), MetadataModel::options),
            field(19, "dir_entries", optional(list(ENTRY)), MetadataModel::entries),
            field(20, "shared_files_table", optional(NUMBERS), MetadataModel::sharedFiles),
            field(21, "total_hardlink_size", optional(UNSIGNED), MetadataModel::hardLinkSize),
            field(22, "dwarfs_version", optional(BYTES), MetadataModel::software),
            field(23, "create_timestamp", optional(UNSIGNED), MetadataModel::created),
            field(24, "compact_names", optional(STRING_TABLE), MetadataModel::names),
            field(25, "compact_symlinks", optional(STRING_TABLE), MetadataModel::symlinks),
            field(26, "preferred_path_separator", optional(UNSIGNED), MetadataModel::separator));

    private MetadataTable() {}
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.format;

/**
 * The fields of an image's metadata and of the structs in it, by their names in the format (DwarFS format, metadata).
 * Those that are neither read nor written are left out.
 */
public enum MetadataField implements FrozenField {
    /** List of {@link ChunkField}: the pieces of files. */
    CHUNKS(1),
    /** List of {@link DirectoryField}, with a last one that only ends. */
    DIRECTORIES(2),
    /** List of {@link InodeField}. */
    INODES(3),
    /** List of integers: where the chunks of each file begin, and the end. */
    CHUNK_TABLE(4),
    /** List of integers: the record of each inode, up to format 2.2. */
    ENTRY_TABLE_V2_2(5),
    /** List of integers: the target of each symbolic link. */
    SYMLINK_TABLE(6),
    /** List of integers: the owners. */
    UIDS(7),
    /** List of integers: the groups. */
    GIDS(8),
    /** List of integers: the modes, with the bits of the type. */
    MODES(9),
    /** List of strings: the names, when {@link #COMPACT_NAMES} is unset. */
    NAMES(10),
    /** List of strings: the targets, when {@link #COMPACT_SYMLINKS} is unset. */
    SYMLINKS(11),
    /** Integer: the time from which the others count. */
    TIMESTAMP_BASE(12),
    /** Integer: bytes of a full block. */
    BLOCK_SIZE(15),
    /** Integer: bytes of all files. */
    TOTAL_FS_SIZE(16),
    /** Optional list of integers: the number of each device. */
    DEVICES(17),
    /** Optional {@link OptionsField}: how other fields are to be read. */
    OPTIONS(18),
    /** Optional list of {@link EntryField}. */
    DIR_ENTRIES(19),
    /** Optional list of integers: the group of each file that shares its chunks. */
    SHARED_FILES_TABLE(20),
    /** Optional integer: bytes that further names would add. */
    TOTAL_HARDLINK_SIZE(21),
    /** Optional string: what wrote the image. */
    DWARFS_VERSION(22),
    /** Optional integer: when, in seconds since 1970. */
    CREATE_TIMESTAMP(23),
    /** Optional {@link StringTableField}: the names. */
    COMPACT_NAMES(24),
    /** Optional {@link StringTableField}: the targets. */
    COMPACT_SYMLINKS(25),
    /** Optional integer: the character that separates names in targets. */
    PREFERRED_PATH_SEPARATOR(26),
    /** Optional set of strings: what a reader must know. */
    FEATURES(27),
    /** Optional integer: the block that stands for holes. */
    HOLE_BLOCK_INDEX(34),
    /** Optional list of integers: bytes of large holes. */
    LARGE_HOLE_SIZE(35);

    private final int id;

    MetadataField(int id) {
        this.id = id;
    }

    @Override
    public int id() {
        return id;
    }

    /** The fields of a chunk, a piece of a file. */
    public enum ChunkField implements FrozenField {
        /** The block that holds it, or the number that stands for holes. */
        BLOCK(1),
        /** Where it begins in the block, in bytes. */
        OFFSET(2),
        /** Its bytes. */
        SIZE(3);

        private final int id;

        ChunkField(int id) {
            this.id = id;
        }

        @Override
        public int id() {
            return id;
        }
    }

    /** The fields of a directory. */
    public enum DirectoryField implements FrozenField {
        /** The entry of the directory that holds it. */
        PARENT_ENTRY(1),
        /** The first entry in it. */
        FIRST_ENTRY(2),
        /** Its own entry. */
        SELF_ENTRY(3);

        private final int id;

        DirectoryField(int id) {
            this.id = id;
        }

        @Override
        public int id() {
            return id;
        }
    }

    /** The fields of an inode; up to format 2.2 it is an entry too. */
    public enum InodeField implements FrozenField {
        /** The name of the entry, up to format 2.2. */
        NAME_INDEX_V2_2(1),
        /** The mode, as an index of {@link MetadataField#MODES}. */
        MODE_INDEX(2),
        /** The inode of the entry, up to format 2.2. */
        INODE_V2_2(3),
        /** The owner, as an index of {@link MetadataField#UIDS}. */
        OWNER_INDEX(4),
        /** The group, as an index of {@link MetadataField#GIDS}. */
        GROUP_INDEX(5),
        /** Time of the last access, in units after the base. */
        ATIME_OFFSET(6),
        /** Time of the last change of the content, in units after the base. */
        MTIME_OFFSET(7),
        /** Time of the last change of the inode, in units after the base. */
        CTIME_OFFSET(8),
        /** The sub-second part of the time of access. */
        ATIME_SUBSEC(10),
        /** The sub-second part of the time of the content. */
        MTIME_SUBSEC(11),
        /** The sub-second part of the time of the inode. */
        CTIME_SUBSEC(12),
        /** The number of names less one. */
        NLINK_MINUS_ONE(14);

        private final int id;

        InodeField(int id) {
            this.id = id;
        }

        @Override
        public int id() {
            return id;
        }
    }

    /** The fields of an entry of a directory. */
    public enum EntryField implements FrozenField {
        /** Its name, as an index of the names. */
        NAME_INDEX(1),
        /** Its inode. */
        INODE_NUM(2);

        private final int id;

        EntryField(int id) {
            this.id = id;
        }

        @Override
        public int id() {
            return id;
        }
    }

    /** The fields of {@link MetadataField#OPTIONS}. */
    public enum OptionsField implements FrozenField {
        /** Whether only the times of contents are stored. */
        MTIME_ONLY(1),
        /** Seconds of a unit of time; optional. */
        TIME_RESOLUTION_SEC(2),
        /** Whether the chunk table holds differences. */
        PACKED_CHUNK_TABLE(3),
        /** Whether directories hold only differences of first entries. */
        PACKED_DIRECTORIES(4),
        /** Whether the table of shared files holds counts. */
        PACKED_SHARED_FILES_TABLE(5),
        /** Nanoseconds of a unit of a sub-second part; optional. */
        SUBSECOND_RESOLUTION_NSEC_MULTIPLIER(6),
        /** Whether inodes hold their number of names. */
        INODES_HAVE_NLINK(8);

        private final int id;

        OptionsField(int id) {
            this.id = id;
        }

        @Override
        public int id() {
            return id;
        }
    }

    /** The fields of a string table. */
    public enum StringTableField implements FrozenField {
        /** The bytes of all strings. */
        BUFFER(1),
        /** The table of symbols with which they are coded; optional. */
        SYMTAB(2),
        /** Where each string begins and the last one ends, or their lengths. */
        INDEX(3),
        /** Whether the index holds lengths. */
        PACKED_INDEX(4);

        private final int id;

        StringTableField(int id) {
            this.id = id;
        }

        @Override
        public int id() {
            return id;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.metadata;

/** The kinds of inodes, in the order in which DwarFS sorts them, with the type bits of their mode. */
public enum FileType {
    /** A directory. */
    DIRECTORY(0x4000, 0),
    /** A symbolic link. */
    LINK(0xA000, 1),
    /** A regular file. */
    REGULAR(0x8000, 2),
    /** A block device. */
    BLOCK_DEVICE(0x6000, 3),
    /** A character device. */
    CHARACTER_DEVICE(0x2000, 3),
    /** A named pipe. */
    FIFO(0x1000, 4),
    /** A socket. */
    SOCKET(0xC000, 4);

    private static final int MASK = 0xF000;
    private static final FileType[] ALL = values();

    private final int bits;
    private final int rank;

    FileType(int bits, int rank) {
        this.bits = bits;
        this.rank = rank;
    }

    /** The type bits of a mode. */
    public int bits() {
        return bits;
    }

    /** The place of this kind in the order of inodes (DwarFS format 2.5, metadata); two kinds can share one. */
    public int rank() {
        return rank;
    }

    /**
     * The type that the bits of {@code mode} say.
     *
     * @throws IllegalArgumentException when they say none
     */
    public static FileType of(int mode) {
        for (FileType type : ALL) {
            if (type.bits == (mode & MASK)) {
                return type;
            }
        }
        throw new IllegalArgumentException("mode " + Integer.toOctalString(mode));
    }
}

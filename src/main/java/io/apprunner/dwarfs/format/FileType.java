// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.format;

/** The kinds of inodes, with the type bits of their mode. */
public enum FileType {
    /** A directory. */
    DIRECTORY(0x4000, Rank.DIRECTORY),
    /** A symbolic link. */
    LINK(0xA000, Rank.LINK),
    /** A regular file. */
    REGULAR(0x8000, Rank.REGULAR),
    /** A block device. */
    BLOCK_DEVICE(0x6000, Rank.DEVICE),
    /** A character device; an overlay's whiteout is the one with number 0:0. */
    CHARACTER_DEVICE(0x2000, Rank.DEVICE),
    /** A named pipe. */
    FIFO(0x1000, Rank.OTHER),
    /** A socket. */
    SOCKET(0xC000, Rank.OTHER);

    /** The groups of kinds, in the order in which an image numbers its inodes (DwarFS format, metadata). */
    public enum Rank {
        /** Directories. */
        DIRECTORY,
        /** Symbolic links. */
        LINK,
        /** Regular files. */
        REGULAR,
        /** Block and character devices. */
        DEVICE,
        /** Pipes and sockets. */
        OTHER
    }

    private static final int MASK = 0xF000;
    private static final FileType[] ALL = values();

    private final int bits;
    private final Rank rank;

    FileType(int bits, Rank rank) {
        this.bits = bits;
        this.rank = rank;
    }

    /** The type bits of a mode. */
    public int bits() {
        return bits;
    }

    /** The place of this kind in the order of inodes; two kinds can share one. */
    public Rank rank() {
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

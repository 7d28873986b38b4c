// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.scan;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;

/** The types of inodes, in the order in which an image numbers them. */
public enum FileType {
    /** A directory. */
    DIRECTORY,
    /** A symbolic link. */
    SYMLINK,
    /** A regular file. */
    REGULAR,
    /** A block or character device; an overlay's whiteout is the character device 0:0. */
    DEVICE,
    /** A fifo or a socket. */
    OTHER;

    private static final int TYPE_MASK = 0170000;

    /**
     * The type in a file's mode.
     *
     * @throws AppRunnerException with code {@code UNSUPPORTED} when the mode has none of the known types
     */
    public static FileType of(int mode) {
        return switch (mode & TYPE_MASK) {
            case 0040000 -> DIRECTORY;
            case 0120000 -> SYMLINK;
            case 0100000 -> REGULAR;
            case 0060000, 0020000 -> DEVICE;
            case 0010000, 0140000 -> OTHER;
            default ->
                throw new AppRunnerException(
                        ErrorCode.UNSUPPORTED, "unknown file type in mode " + Integer.toOctalString(mode), "");
        };
    }
}

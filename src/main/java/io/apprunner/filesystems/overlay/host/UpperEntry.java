// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.overlay.host;

import io.apprunner.filesystems.overlay.layer.Name;
import io.apprunner.posix.Constants;

/**
 * A name in a folder of the upper branch.
 *
 * @param inode the host's number of the file
 * @param type the type bits of its mode; {@link #WHITEOUT} for what stands for nothing
 * @param position where a listing has it; growing, and never used again
 */
public record UpperEntry(Name name, long inode, int type, long position) {
    /** No type of file. */
    public static final int WHITEOUT = 0;

    /** Whether the name only hides what lower branches have. */
    public boolean isWhiteout() {
        return type == WHITEOUT;
    }

    /** Whether it is a folder. */
    public boolean isFolder() {
        return type == Constants.S_IFDIR;
    }
}

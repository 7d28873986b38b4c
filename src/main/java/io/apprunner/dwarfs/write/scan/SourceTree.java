// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.scan;

import io.apprunner.dwarfs.format.FileType;
import java.util.List;

/**
 * A scanned tree.
 *
 * @param directories all directories, breadth first from the root, each level sorted
 * @param inodes all inodes in the order in which their first names come up in {@code directories}, the root first
 */
public record SourceTree(List<SourceNode> directories, List<SourceInode> inodes) {
    /** The directory that was scanned. */
    public SourceNode root() {
        return directories.getFirst();
    }

    /** The inodes of one rank, in the order of {@link #inodes}. */
    public List<SourceInode> inodes(FileType.Rank rank) {
        return inodes.stream().filter(inode -> inode.type().rank() == rank).toList();
    }
}

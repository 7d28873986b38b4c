// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.scan;

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

    /** The inodes of one type, in the order of {@link #inodes}. */
    public List<SourceInode> inodes(FileType type) {
        return inodes.stream().filter(inode -> inode.type() == type).toList();
    }
}

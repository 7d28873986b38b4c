// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.scan;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A tree of one directory that is only in memory, for what tests cannot make on disk without privileges. */
public final class FakeTree {
    private final List<SourceInode> inodes = new ArrayList<>();
    private final List<SourceNode> children = new ArrayList<>();

    public FakeTree() {
        inode("", 0040755, 0);
    }

    /** Adds a name; names must come sorted. */
    public FakeTree add(String name, int mode, long rdev) {
        SourceInode inode = inode(name, mode, rdev);
        children.add(new SourceNode(inode.name(), inode.path(), inode));
        return this;
    }

    /** Adds an empty file with this time of modification. */
    public FakeTree add(String name, Instant modified) {
        SourceInode inode = inode(name, 0100644, 0, modified);
        children.add(new SourceNode(inode.name(), inode.path(), inode));
        return this;
    }

    public SourceTree tree() {
        SourceNode root = new SourceNode(new byte[0], Path.of("/"), inodes.getFirst());
        root.setChildren(children);
        return new SourceTree(List.of(root), inodes);
    }

    private SourceInode inode(String name, int mode, long rdev) {
        return inode(name, mode, rdev, Instant.ofEpochSecond(100));
    }

    private SourceInode inode(String name, int mode, long rdev, Instant modified) {
        SourceStat stat = new SourceStat(mode, 1, inodes.size(), 1, 1000, 0xFFFF_FFFEL, rdev, 0, modified);
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        SourceInode inode = new SourceInode(Path.of("/" + name), bytes, stat, new byte[0], inodes.size());
        inode.addName();
        inodes.add(inode);
        return inode;
    }
}

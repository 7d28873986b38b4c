// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.scan;

import io.apprunner.dwarfs.format.FileType;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** One name in the source tree. */
public final class SourceNode {
    /** By the bytes of the name, as the entries of a directory are sorted in an image. */
    static final Comparator<SourceNode> BY_NAME =
            Comparator.comparing(SourceNode::name, java.util.Arrays::compareUnsigned);

    private final byte[] name;
    private final Path path;
    private final SourceInode inode;
    private List<SourceNode> children = List.of();

    SourceNode(byte[] name, Path path, SourceInode inode) {
        this.name = name;
        this.path = path;
        this.inode = inode;
    }

    /** The name in bytes, valid UTF-8; empty for the root. */
    public byte[] name() {
        return name;
    }

    /** Where it lies. */
    public Path path() {
        return path;
    }

    /** What the name stands for. */
    public SourceInode inode() {
        return inode;
    }

    /** Whether it is a directory. */
    public boolean directory() {
        return inode.type() == FileType.DIRECTORY;
    }

    /** What is in this directory, sorted by the bytes of the names. */
    public List<SourceNode> children() {
        return children;
    }

    /** The child with this name. */
    Optional<SourceNode> child(byte[] wanted) {
        SourceNode key = new SourceNode(wanted, path, inode);
        int index = Collections.binarySearch(children, key, BY_NAME);
        return index < 0 ? Optional.empty() : Optional.of(children.get(index));
    }

    void setChildren(List<SourceNode> value) {
        children = Collections.unmodifiableList(value);
    }
}

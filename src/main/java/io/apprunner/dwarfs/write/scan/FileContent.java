// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.scan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The bytes that one or several inodes have, and where they lie in the image. */
public final class FileContent {
    private final SourceInode first;
    private final List<SourceInode> inodes = new ArrayList<>(1);
    private final List<Chunk> chunks = new ArrayList<>(1);

    FileContent(SourceInode first) {
        this.first = first;
        add(first);
    }

    void add(SourceInode inode) {
        inodes.add(inode);
        inode.setContent(this);
    }

    /** The inode from which the content is read: the one that the scan met first. */
    public SourceInode first() {
        return first;
    }

    /** All inodes with this content, in the order of the scan. */
    public List<SourceInode> inodes() {
        return Collections.unmodifiableList(inodes);
    }

    /** Whether several inodes have this content; hard links are one inode. */
    public boolean shared() {
        return inodes.size() > 1;
    }

    /** Length in bytes. */
    public long size() {
        return first.stat().size();
    }

    /** The pieces in the order of the content. */
    public List<Chunk> chunks() {
        return Collections.unmodifiableList(chunks);
    }

    /** Adds the next piece; one that follows the last one in its block becomes a part of that. */
    public void add(Chunk chunk) {
        if (!chunks.isEmpty()) {
            Chunk last = chunks.getLast();
            if (last.block() == chunk.block() && last.offset() + last.size() == chunk.offset()) {
                chunks.set(chunks.size() - 1, new Chunk(last.block(), last.offset(), last.size() + chunk.size()));
                return;
            }
        }
        chunks.add(chunk);
    }

    /** Gives another block to the pieces in the block {@code from}. */
    public void renumber(int from, int to) {
        chunks.replaceAll(chunk -> chunk.block() == from ? new Chunk(to, chunk.offset(), chunk.size()) : chunk);
    }
}

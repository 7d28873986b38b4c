// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.scan;

import io.apprunner.dwarfs.format.FileType;
import io.apprunner.text.RawPath;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One inode of the source tree. Several names of a regular file (hard links) are one inode; of links, pipes, sockets
 * and devices each name is an inode of its own, as images demand.
 */
public final class SourceInode {
    private final Path path;
    private final SourceStat stat;
    private final int sequence;
    private final byte[] name;
    private final byte[] target;
    private int names;
    private @Nullable FileContent content;

    SourceInode(Path path, byte[] name, SourceStat stat, byte[] target, int sequence) {
        this.path = path;
        this.name = name;
        this.stat = stat;
        this.target = target;
        this.sequence = sequence;
    }

    /** The first of its paths. */
    public Path path() {
        return path;
    }

    /** The last name of the first path, in bytes. */
    public byte[] name() {
        return name;
    }

    /** The attributes at the time of the scan. */
    public SourceStat stat() {
        return stat;
    }

    /** The inode's type. */
    public FileType type() {
        return stat.type();
    }

    /** The position in the order of the scan. */
    public int sequence() {
        return sequence;
    }

    /** What a symbolic link leads to, in bytes; empty for other inodes. */
    public byte[] target() {
        return target;
    }

    /** How many names the inode has in this tree. */
    public int names() {
        return names;
    }

    /**
     * The content of a regular file.
     *
     * @throws IllegalStateException before {@link Deduplicator} ran, or when it is no regular file
     */
    public FileContent content() {
        if (content == null) {
            throw new IllegalStateException("no content is known of " + RawPath.text(path));
        }
        return content;
    }

    void addName() {
        names++;
    }

    void setContent(FileContent value) {
        content = value;
    }
}

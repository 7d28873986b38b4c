// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.tree;

import java.io.IOException;
import java.util.Optional;

/** A file, folder or anything else of one branch of a tree; links are not followed. */
public sealed interface Node permits FolderNode, LayerNode {
    /** The types that a tree tells apart. */
    enum Kind {
        /** A directory. */
        FOLDER,
        /** A regular file. */
        FILE,
        /** A symbolic link. */
        LINK,
        /** A character device of number 0, which says that what lower branches have is gone. */
        WHITEOUT,
        /** A device, socket or FIFO. */
        OTHER
    }

    /** What it is. */
    Kind kind();

    /**
     * What it has under a name.
     *
     * @param name a {@link io.apprunner.text.RawText} without slashes
     * @return nothing when there is no such thing, or this is no folder
     */
    Optional<Node> child(String name);

    /** Whether it is a folder that hides what lower branches have in its place. */
    boolean isOpaque();

    /** The target of a link. */
    String target() throws IOException;

    /** Owner, permissions and time. */
    Attributes attributes() throws IOException;

    /** Bytes of a regular file. */
    long size() throws IOException;

    /**
     * Reads from a regular file.
     *
     * @param offset of the first byte
     * @param limit how many bytes at most
     * @return fewer where the file ends
     * @throws io.apprunner.error.FormatException when a layer is damaged there
     */
    byte[] read(long offset, int limit) throws IOException;
}

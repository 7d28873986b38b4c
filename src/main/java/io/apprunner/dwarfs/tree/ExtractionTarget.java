// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.tree;

import io.apprunner.dwarfs.metadata.Metadata;
import java.nio.channels.FileChannel;

/**
 * Where an {@link Extractor} puts a tree. Paths are bytes, relative to the root, without a leading slash; the root
 * itself is empty. No name in them is {@code .} or {@code ..}, and all directories of a path were made before through
 * this object. Failures are {@link io.apprunner.error.AppRunnerException}s that say why, and leave it to the extractor
 * to name the path.
 */
public interface ExtractionTarget {
    /** Makes a directory that the extraction can write to; the root may exist if it is empty. */
    void makeDirectory(byte[] path);

    /** Makes a regular file and opens it for writing; fails when something is there. The extractor closes it. */
    FileChannel makeFile(byte[] path);

    /** Takes away a file of {@link #makeFile} whose content did not come whole. */
    void removeFile(byte[] path);

    /**
     * Gives a file made before a second name.
     *
     * @return false when the target cannot do that; the extractor then makes a second file
     */
    boolean makeHardLink(byte[] path, byte[] existing);

    /** Makes a symbolic link with exactly this target. */
    void makeLink(byte[] path, byte[] target);

    /**
     * Makes a device, pipe or socket.
     *
     * @param mode with type bits
     * @param device as in {@code st_rdev}
     * @return false when the target leaves such files out
     */
    boolean makeSpecial(byte[] path, int mode, long device);

    /**
     * Sets owner, permissions and times of what was made; called once for each inode, for directories at the end.
     *
     * @param permissions the twelve bits to set, which may be fewer than the image says; of no meaning for a link
     */
    void setAttributes(byte[] path, Metadata metadata, int inode, int permissions);
}

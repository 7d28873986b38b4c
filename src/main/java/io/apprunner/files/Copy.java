// SPDX-License-Identifier: Apache-2.0
package io.apprunner.files;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;

/** Copies parts of files, all of each. */
public final class Copy {
    private Copy() {}

    /**
     * Copies a region of a file to where the target stands; the source's position stays.
     *
     * @param offset where the region begins, in bytes
     * @param size of the region, in bytes
     * @throws EOFException when the source ends inside the region, as a file does that somebody shortens meanwhile
     */
    public static void region(FileChannel source, long offset, long size, WritableByteChannel target)
            throws IOException {
        long done = 0;
        while (done < size) {
            long moved = source.transferTo(offset + done, size - done, target);
            if (moved <= 0) {
                throw new EOFException("the file ended after " + done + " of " + size + " bytes while it was copied");
            }
            done += moved;
        }
    }
}

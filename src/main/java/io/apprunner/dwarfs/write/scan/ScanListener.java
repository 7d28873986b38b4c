// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.scan;

import java.nio.file.Path;

/** Is told what a scan finds; all calls come from the thread that scans. */
public interface ScanListener {
    /** So many names have been found up to now. */
    default void scanned(long names) {}

    /**
     * Something of a file is lost, because the image format has no place for it.
     *
     * @param path the file
     * @param what what is lost, such as {@code extended attribute user.comment}
     */
    default void notStored(Path path, String what) {}
}

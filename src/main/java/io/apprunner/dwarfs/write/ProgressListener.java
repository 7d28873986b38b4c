// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write;

import io.apprunner.dwarfs.write.scan.ScanListener;

/** Is told how far the writing of an image is; all calls come from the thread that called the writer. */
public interface ProgressListener extends ScanListener {
    /** A listener that does nothing. */
    ProgressListener NONE = new ProgressListener() {};

    /** So many bytes of files have been read into blocks up to now; at the end, {@code total}. */
    default void bytesIn(long bytes, long total) {}

    /** The image has so many bytes up to now. */
    default void bytesOut(long bytes) {}

    /** One of the start files is not in the tree. */
    default void startFileMissing(String path) {}
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.instance;

import io.apprunner.posix.MemoryFile;
import io.apprunner.posix.Posix;
import io.apprunner.text.RawText;

/**
 * What a bubblewrap says when it fails: a file in memory that is its standard error, but not that of the program
 * inside.
 *
 * @param file closed on exec
 */
record BubblewrapWords(MemoryFile file) implements AutoCloseable {
    private static final String PREFIX = "bwrap: ";

    /** An empty file. */
    static BubblewrapWords of(Posix posix) {
        return new BubblewrapWords(MemoryFile.empty(posix, "errors"));
    }

    /** Whether the program inside has sealed the file, which tells that it was started. */
    boolean isSealed() {
        return file.isSealed();
    }

    /** Whether a bubblewrap with this exit status has ended without a word because of a signal. */
    boolean wasKilled(int status) {
        return status > 128 && text().isEmpty();
    }

    /** The last line, without the program's name; empty when there is none. */
    String text() {
        String last = RawText.decode(file.content()).strip().lines().reduce("", (before, line) -> line);
        return last.startsWith(PREFIX) ? last.substring(PREFIX.length()) : last;
    }

    @Override
    public void close() {
        file.close();
    }
}

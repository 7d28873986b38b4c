// SPDX-License-Identifier: Apache-2.0
package io.apprunner.instance;

import io.apprunner.posix.Descriptor;
import io.apprunner.posix.Posix;
import io.apprunner.posix.PosixException;
import io.apprunner.posix.process.ProcessText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a bubblewrap says when it fails: a file in memory that is its standard error, but not that of the program inside.
 *
 * @param descriptor the file, closed on exec
 */
record BubblewrapWords(Posix posix, int descriptor) {
    private static final String PREFIX = "bwrap: ";

    /** An empty file. */
    static BubblewrapWords of(Posix posix) {
        int file = (int) PosixException.check(posix.memoryFile("errors"), "make a file in memory");
        posix.closeOnExec(file, true);
        return new BubblewrapWords(posix, file);
    }

    /** Whether the program inside has sealed the file, which tells that it was started. */
    boolean isSealed() {
        return posix.isSealed(descriptor);
    }

    /** Whether a bubblewrap with this exit status has ended without a word because of a signal. */
    boolean wasKilled(int status) {
        return status > 128 && text().isEmpty();
    }

    /** The last line, without the program's name; empty when there is none. */
    String text() {
        try {
            byte[] bytes = Files.readAllBytes(Path.of(Descriptor.path(descriptor)));
            String last = ProcessText.decode(bytes).strip().lines().reduce("", (before, line) -> line);
            return last.startsWith(PREFIX) ? last.substring(PREFIX.length()) : last;
        } catch (IOException e) {
            return "";
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.posix;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;

/** Files that live in memory only. */
public final class MemoryFile {
    private MemoryFile() {}

    /**
     * Copies a part of a file into a sealed file in memory.
     *
     * @param source descriptor of the file
     * @param offset where the part starts
     * @param size its bytes
     * @param name what it is called in diagnostics
     * @return the descriptor, which is kept on exec
     * @throws AppRunnerException when the file ends before the part does, or there is no memory
     */
    public static int copy(Posix posix, int source, long offset, long size, String name) {
        int file = (int) PosixException.check(posix.memoryFile(name), "make a file in memory");
        long done = 0;
        while (done < size) {
            long copied =
                    PosixException.check(posix.sendFile(file, source, offset + done, size - done), "copy " + name);
            if (copied == 0) {
                throw new AppRunnerException(ErrorCode.FORMAT, "the image ends inside " + name, "");
            }
            done += copied;
        }
        PosixException.check(posix.seal(file), "seal " + name);
        return file;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.posix;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** All descriptors of this process together. */
final class DescriptorTable {
    /** A folder with one entry for each descriptor of this process. */
    private static final Path LISTING = Path.of("/proc/self/fd");

    private static final int STANDARD = 3;

    private final Posix posix;
    private final Path listing;

    DescriptorTable(Posix posix) {
        this(posix, LISTING);
    }

    DescriptorTable(Posix posix, Path listing) {
        this.posix = posix;
        this.listing = listing;
    }

    /**
     * Opens those of 0, 1 and 2 on the null device that are closed. Otherwise the next file to be opened would become
     * standard input or output, of this process and of all that it starts.
     *
     * @throws PosixException when there is no null device
     */
    void fillStandard() {
        try (NativeMemory name = NativeMemory.string("/dev/null")) {
            for (int descriptor = 0; descriptor < STANDARD; descriptor++) {
                if (posix.call(SystemCall.FCNTL, descriptor, Constants.F_GETFD, 0) == -Constants.EBADF) {
                    // The lowest free number is the one that is missing. Children must have it too.
                    PosixException.check(
                            posix.call(SystemCall.OPEN, name.address(), Constants.O_RDWR, 0), "open /dev/null");
                }
            }
        }
    }

    /**
     * Marks every descriptor from {@code first} on as closed on exec.
     *
     * @throws AppRunnerException when that is not possible: they must not reach another program
     */
    void closeOnExec(int first) {
        long result = posix.call(SystemCall.CLOSE_RANGE, first, 0xFFFFFFFFL, Constants.CLOSE_RANGE_CLOEXEC);
        if (result < 0) {
            // Kernels before 5.11 do not know the call or its flag, and filters of system calls may refuse it.
            closeEach(first);
        }
    }

    private void closeEach(int first) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(listing)) {
            for (Path entry : entries) {
                int descriptor = Integer.parseInt(entry.getFileName().toString());
                int result = descriptor < first ? 0 : posix.closeOnExec(descriptor, true);
                // Another thread may have closed it by now.
                if (result != -Constants.EBADF) {
                    PosixException.check(result, "keep descriptor " + descriptor + " from other programs");
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw new AppRunnerException(
                    ErrorCode.HOST,
                    "cannot list this process's open files in " + listing,
                    "Linux 5.11 or a whole /proc is needed, so that no file reaches a program by mistake",
                    e);
        }
    }
}

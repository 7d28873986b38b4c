// SPDX-License-Identifier: Apache-2.0
package io.apprunner.posix;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.posix.memory.NativeMemory;
import io.apprunner.text.RawPath;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** All descriptors of this process together. */
final class DescriptorTable {
    /** A folder with one entry for each descriptor of this process. */
    private static final Path LISTING = RawPath.of("/proc/self/fd");

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
                if (isMissing(descriptor)) {
                    // Nothing lower is closed, so this number is what the file gets. Children must have it too.
                    PosixException.check(
                            posix.call(SystemCall.OPEN, name.address(), Constants.O_RDWR, 0), "open /dev/null");
                }
            }
        }
    }

    /**
     * Whether nobody gave us this descriptor. The runtime of a native executable has opened two files before we are
     * called: first one that it has closed again, then the executable. So where two were missing, the second one is the
     * executable by now; the first one is never. Output to an executable that runs cannot be what was meant.
     */
    private boolean isMissing(int descriptor) {
        if (!Descriptor.of(posix, descriptor).isOpen()) {
            return true;
        }
        boolean isOurs = descriptor > 0 && isExecutable(descriptor);
        if (isOurs) {
            posix.call(SystemCall.CLOSE, descriptor, 0, 0);
        }
        return isOurs;
    }

    /** By device and number of the file; without Java's file system, which may not be usable yet. */
    private boolean isExecutable(int descriptor) {
        try (NativeMemory self = NativeMemory.string("/proc/self/exe");
                NativeMemory nothing = NativeMemory.string("");
                NativeMemory ours = NativeMemory.allocate(Constants.STAT_SIZE);
                NativeMemory theirs = NativeMemory.allocate(Constants.STAT_SIZE)) {
            long known = posix.call(SystemCall.NEWFSTATAT, Constants.AT_FDCWD, self.address(), ours.address(), 0, 0, 0);
            long open = posix.call(
                    SystemCall.NEWFSTATAT,
                    descriptor,
                    nothing.address(),
                    theirs.address(),
                    Constants.AT_EMPTY_PATH,
                    0,
                    0);
            return known == 0
                    && open == 0
                    && ours.buffer().getLong(0) == theirs.buffer().getLong(0)
                    && ours.buffer().getLong(Long.BYTES) == theirs.buffer().getLong(Long.BYTES);
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
                int descriptor = Integer.parseInt(RawPath.text(entry.getFileName()));
                int result = descriptor < first
                        ? 0
                        : Descriptor.of(posix, descriptor).closeOnExec();
                // Another thread may have closed it by now.
                if (result != -Constants.EBADF) {
                    PosixException.check(result, "keep descriptor " + descriptor + " from other programs");
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw new AppRunnerException(
                    ErrorCode.HOST,
                    "cannot list this process's open files in " + RawPath.text(listing),
                    "Linux 5.11 or a whole /proc is needed, so that no file reaches a program by mistake",
                    e);
        }
    }
}

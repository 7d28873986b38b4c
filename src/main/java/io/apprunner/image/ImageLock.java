// SPDX-License-Identifier: Apache-2.0
package io.apprunner.image;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.error.IoReason;
import io.apprunner.posix.Constants;
import io.apprunner.posix.Descriptor;
import io.apprunner.posix.Posix;
import io.apprunner.posix.PosixException;
import io.apprunner.text.RawPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The right to change an image file; one process at a time has it. It is a flock(2) on the file itself, so it ends with
 * its process. Readers need no lock.
 */
public final class ImageLock implements AutoCloseable {
    private static final int PATIENCE_MILLISECONDS = 30_000;
    private static final int PAUSE_MILLISECONDS = 2;

    private final Path image;
    private final Descriptor descriptor;

    private ImageLock(Path image, Descriptor descriptor) {
        this.image = image;
        this.descriptor = descriptor;
    }

    /**
     * Waits for the lock, half a minute at most.
     *
     * @param image the image; a link is followed
     * @throws AppRunnerException with code {@code BUSY} when somebody else keeps it
     */
    public static ImageLock acquire(Posix posix, Path image) {
        try {
            Path real = image.toRealPath();
            while (true) {
                Descriptor descriptor =
                        posix.open(RawPath.text(real), Constants.O_RDONLY, "open " + RawPath.text(image), "");
                ImageLock lock = new ImageLock(real, descriptor);
                lock.await();
                if (lock.isOfPath()) {
                    return lock;
                }
                lock.close(); // another process has put a new file in the place of the one that was locked
            }
        } catch (IOException e) {
            throw new AppRunnerException(
                    ErrorCode.IO, "cannot open " + RawPath.text(image) + ": " + IoReason.of(e), "", e);
        }
    }

    /** The image's real path; as long as every writer holds the lock it leads to {@link #file}. */
    public Path image() {
        return image;
    }

    /** A path that leads to the locked file, whatever its name is by now. */
    public Path file() {
        return descriptor.file();
    }

    /** Gives the lock back. */
    @Override
    public void close() {
        descriptor.close();
    }

    private void await() {
        long end = System.nanoTime() + PATIENCE_MILLISECONDS * 1_000_000L;
        int result;
        while ((result = descriptor.lock(false)) == -Constants.EAGAIN && System.nanoTime() < end) {
            pause();
        }
        if (result < 0) {
            close();
        }
        if (result == -Constants.EAGAIN) {
            throw new AppRunnerException(
                    ErrorCode.BUSY,
                    "another process is changing " + RawPath.text(image),
                    "try again when it has ended");
        }
        PosixException.check(result, "lock " + RawPath.text(image));
    }

    private boolean isOfPath() throws IOException {
        try {
            return Files.isSameFile(image, file());
        } catch (java.nio.file.NoSuchFileException e) {
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AppRunnerException(ErrorCode.BUSY, "interrupted while waiting for a lock", "", e);
        }
    }
}

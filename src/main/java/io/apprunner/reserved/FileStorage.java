// SPDX-License-Identifier: Apache-2.0
package io.apprunner.reserved;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.posix.Constants;
import io.apprunner.posix.Descriptor;
import io.apprunner.posix.Posix;
import io.apprunner.posix.PosixException;
import io.apprunner.text.RawPath;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The area as a part of an image file. While a program is open for writing the kernel refuses to start it; the file is
 * therefore open for writing only during each write, not while the disk works.
 */
public final class FileStorage implements Storage, AutoCloseable {
    private static final int BUSY_ATTEMPTS = 50;
    private static final int PAUSE_MILLISECONDS = 2;

    private final Posix posix;
    private final Path file;
    private final long start;
    private final FileChannel channel;

    /**
     * @param file the image
     * @param start where the area begins in it
     */
    public FileStorage(Posix posix, Path file, long start) throws IOException {
        this.posix = posix;
        this.file = file;
        this.start = start;
        this.channel = FileChannel.open(file);
    }

    @Override
    public byte[] read(long offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, start + offset + buffer.position()) < 0) {
                throw new EOFException("the file ends inside its settings");
            }
        }
        return buffer.array();
    }

    /**
     * {@inheritDoc}
     *
     * @throws AppRunnerException with code {@code BUSY} when the file is a program that runs
     */
    @Override
    public void write(long offset, byte[] bytes) throws IOException {
        try (Descriptor descriptor = openForWriting();
                FileChannel out = FileChannel.open(descriptor.file(), StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                out.write(buffer, start + offset + buffer.position());
            }
        }
    }

    /** fsync(2) works on a descriptor that is open for reading only. */
    @Override
    public void force() throws IOException {
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private Descriptor openForWriting() {
        for (int i = 0; i < BUSY_ATTEMPTS; i++) {
            try {
                return posix.open(
                        RawPath.text(file),
                        Constants.O_WRONLY,
                        "write to the image",
                        "its settings can only be changed where the file is writable");
            } catch (PosixException e) {
                if (e.errno() != Constants.ETXTBSY) {
                    throw e;
                }
                pause();
            }
        }
        throw new AppRunnerException(ErrorCode.BUSY, "the image is running", "");
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AppRunnerException(ErrorCode.BUSY, "interrupted while waiting for the image", "", e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.container;

import io.apprunner.dwarfs.format.Place;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.error.IoReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * The part of a file that holds one image. Reads are positional, so several threads can share it.
 *
 * @param channel open for reading; it stays the caller's to close
 * @param name the file's name for messages
 * @param offset where the image begins, in bytes from the start of the file
 * @param size bytes of the image
 */
public record ImageFile(FileChannel channel, String name, long offset, long size) {
    /** Checks that the window makes sense. */
    public ImageFile {
        if (offset < 0 || size < 0 || offset > Long.MAX_VALUE - size) {
            throw new IllegalArgumentException("window of " + size + " bytes at " + offset);
        }
    }

    /**
     * The whole of a file.
     *
     * @throws AppRunnerException with code {@code IO} when its size cannot be read
     */
    public static ImageFile of(FileChannel channel, String name) {
        try {
            return new ImageFile(channel, name, 0, channel.size());
        } catch (IOException e) {
            throw failure(name, e);
        }
    }

    /**
     * A window of a file, checked to lie within it.
     *
     * @param offset where the image begins
     * @param size bytes of the image; -1 for all that the file has from {@code offset} on
     * @throws io.apprunner.error.FormatException when the file has not so many bytes
     * @throws AppRunnerException with code {@code IO} when its size cannot be read
     */
    public static ImageFile window(FileChannel channel, String name, long offset, long size) {
        long end = of(channel, name).size();
        if (offset < 0 || offset > end || size < -1 || size > end - offset) {
            throw new Place(name, Math.max(0, offset))
                    .bad("an image within the " + end + " bytes of the file", size + " bytes at " + offset);
        }
        return new ImageFile(channel, name, offset, size < 0 ? end - offset : size);
    }

    /** A window within this one. Preconditions: it ends no later than this one. */
    ImageFile part(long from, long length) {
        return new ImageFile(channel, name, offset + from, length);
    }

    /** The place of byte {@code position} of the image, for errors. */
    public Place place(long position) {
        return new Place(name, offset + position);
    }

    /**
     * Fills what remains of {@code target}.
     *
     * @param position of the first byte, from the start of the image
     * @throws io.apprunner.error.FormatException when the image ends before
     * @throws AppRunnerException with code {@code IO} when reading fails
     */
    public void read(long position, ByteBuffer target) {
        long at = position;
        if (at < 0 || target.remaining() > size - at) {
            throw place(at).bad(target.remaining() + " more bytes of the image", Math.max(0, size - at));
        }
        try {
            while (target.hasRemaining()) {
                int count = channel.read(target, offset + at);
                if (count <= 0) {
                    throw place(at).bad(target.remaining() + " more bytes", "the end of the file");
                }
                at += count;
            }
        } catch (IOException e) {
            throw failure(name, e);
        }
    }

    private static AppRunnerException failure(String name, IOException e) {
        return new AppRunnerException(ErrorCode.IO, "cannot read " + name + ": " + IoReason.of(e), "", e);
    }
}

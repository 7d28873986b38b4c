// SPDX-License-Identifier: Apache-2.0
package io.apprunner.image;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.error.IoReason;
import io.apprunner.posix.Posix;
import io.apprunner.text.RawPath;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Adds a layer to an image, by way of a copy: see {@link ImageReplacement}. */
public final class LayerAppender {
    private LayerAppender() {}

    /**
     * Appends a layer.
     *
     * @param image the image; it gets a new inode, with its permissions kept
     * @param layer the DwarFS image to add; it must have been checked to be one
     * @throws AppRunnerException when the image has bytes behind its last layer, or cannot be written; it is then
     *     unchanged
     */
    public static void append(Path image, Path layer) {
        try (ImageLock lock = ImageLock.acquire(Posix.get(), image)) {
            ImageReplacement.replace(lock.image(), copy -> extend(copy, RawPath.text(image), layer));
        } catch (IOException e) {
            throw new AppRunnerException(
                    ErrorCode.IO,
                    "cannot add a layer to " + RawPath.text(image) + ": " + IoReason.of(e),
                    "the image's folder must be writable and have room for a second copy",
                    e);
        }
    }

    private static void extend(Path file, String name, Path layer) throws IOException {
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ImageLayout layout = ImageReader.read(out, name);
            if (layout.trailing() != 0) {
                throw new AppRunnerException(
                        ErrorCode.FORMAT,
                        name + " has " + layout.trailing() + " bytes behind its last layer",
                        "they belong to nothing that is known; cut them off with: truncate -s " + layout.end());
            }
            ImageAssembler.appendLayer(out.position(layout.end()), layer);
        }
    }
}

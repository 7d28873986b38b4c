// SPDX-License-Identifier: Apache-2.0
package io.apprunner.image;

import io.apprunner.files.AtomicFile;
import io.apprunner.text.RawPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Changes an image that cannot be changed in place, because the kernel forbids writing to a program that runs: the
 * image is copied beside itself, changed there, and renamed. Running instances keep the old file, and a crash leaves
 * the old image whole.
 */
public final class ImageReplacement {
    private ImageReplacement() {}

    /** What is done to the copy. */
    @FunctionalInterface
    public interface Change {
        /** Changes the copy; it need not be on the disk (fsync) yet. */
        void apply(Path copy) throws IOException;
    }

    /**
     * Replaces an image by a changed copy with the same owner and permissions.
     *
     * @param image its real path; the caller holds the {@link ImageLock}
     * @throws IOException when it cannot be copied or changed; it is then as it was
     */
    public static void replace(Path image, Change change) throws IOException {
        Path directory = image.getParent();
        if (directory == null) {
            throw new IOException("it is a directory");
        }
        // Always the same name, so that the copy of a process that was killed does not stay for ever.
        Path temporary = RawPath.resolve(directory, "." + RawPath.name(image) + ".app-runner.tmp");
        Files.deleteIfExists(temporary);
        try {
            Files.copy(image, temporary, StandardCopyOption.COPY_ATTRIBUTES);
            change.apply(temporary);
            AtomicFile.replace(temporary, image);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}

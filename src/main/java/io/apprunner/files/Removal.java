// SPDX-License-Identifier: Apache-2.0
package io.apprunner.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Removes folders with all that is in them. */
public final class Removal {
    private Removal() {}

    /**
     * Removes a file, a link, or a folder with all that is in it, also folders that are closed to their owner. Links
     * are not followed. Nobody else may be able to write to the folder, and nothing may be mounted in it.
     *
     * @param path what is to go; it need not be there
     * @throws IOException when something cannot be removed; the rest may be gone then
     */
    public static void of(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
            for (Path child : Listing.of(path)) {
                of(child);
            }
        }
        Files.deleteIfExists(path);
    }
}

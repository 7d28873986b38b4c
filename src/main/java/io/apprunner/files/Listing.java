// SPDX-License-Identifier: Apache-2.0
package io.apprunner.files;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What stands in a folder. Whatever hinders the listing, at its start or later, is an {@link IOException}. */
public final class Listing {
    private Listing() {}

    /**
     * All entries of a folder, in the order in which its file system has them.
     *
     * @throws IOException when they cannot be read to the end
     */
    public static List<Path> of(Path folder) throws IOException {
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            return collect(stream);
        }
    }

    static List<Path> collect(DirectoryStream<Path> stream) throws IOException {
        List<Path> entries = new ArrayList<>();
        try {
            stream.forEach(entries::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return List.copyOf(entries);
    }
}

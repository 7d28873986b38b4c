// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap.device;

import io.apprunner.text.RawPath;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The names in a folder of the host. */
final class FolderNames {
    private FolderNames() {}

    /** In their order; none where the folder cannot be listed. */
    static List<String> of(Path folder) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            files.forEach(file -> names.add(RawPath.name(file)));
        } catch (IOException | DirectoryIteratorException e) {
            return List.of();
        }
        return names.stream().sorted().toList();
    }
}

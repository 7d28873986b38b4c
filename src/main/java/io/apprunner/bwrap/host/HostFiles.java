// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap.host;

import io.apprunner.text.RawPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Small files of the host that tell about it.
 *
 * @param root the host's root folder
 */
public record HostFiles(Path root) {
    /**
     * The contents without white space at the ends; empty when the file cannot be read.
     *
     * @param name the path without a slash before it
     */
    public String text(String name) {
        try {
            return Files.readString(RawPath.resolve(root, name), StandardCharsets.ISO_8859_1)
                    .strip();
        } catch (IOException e) {
            return "";
        }
    }

    /** Whether there is such a file. */
    public boolean exists(String name) {
        return Files.exists(RawPath.resolve(root, name));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.instance;

import io.apprunner.text.RawPath;
import java.nio.file.Path;

/**
 * Where an instance's own mounts and files are, in its mount namespace.
 *
 * @param folder an empty folder, which a file system in memory covers
 */
public record PrivateMounts(Path folder) {
    /** The folder of the layers' mount points. */
    public Path layers() {
        return folder.resolve("layers");
    }

    /** Where layer {@code index} gets mounted; 0 is the lowest. */
    public Path layer(int index) {
        return RawPath.resolve(layers(), Integer.toString(index));
    }

    /** The folder of the guest's tools. */
    public Path tools() {
        return folder.resolve("bin");
    }

    /** The folder of the files that are made for the guest, each with its number as its name. */
    public Path files() {
        return folder.resolve("files");
    }

    /** The layer of the guest's system files, which lies above the others. */
    public Path system() {
        return folder.resolve("system");
    }

    /** What the guest's shell reads before it asks for commands. */
    public Path prompt() {
        return tools().resolve("bashrc");
    }
}

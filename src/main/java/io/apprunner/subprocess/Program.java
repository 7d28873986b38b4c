// SPDX-License-Identifier: Apache-2.0
package io.apprunner.subprocess;

import io.apprunner.posix.Descriptor;
import io.apprunner.text.RawPath;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * An outside program.
 *
 * @param name what it is called, in messages and as its own first argument
 * @param file the path that is executed
 */
public record Program(String name, String file) {
    /**
     * The program behind an open descriptor of this process; it may be marked close-on-exec, unless the program is a
     * script.
     */
    public static Program open(Descriptor descriptor, String name) {
        return new Program(name, descriptor.path());
    }

    /**
     * Searches the folders of a PATH. Those that are not absolute are passed over: nothing is run from the folder that
     * the user happens to stand in.
     *
     * @param name a plain file name
     * @param path the folders, separated by colons
     */
    public static Optional<Program> find(String name, String path) {
        return Arrays.stream(path.split(":"))
                .filter(folder -> folder.startsWith("/"))
                .map(folder -> file(folder, name))
                .flatMap(Optional::stream)
                .findFirst()
                .map(file -> new Program(name, RawPath.text(file)));
    }

    private static Optional<Path> file(String folder, String name) {
        try {
            return Optional.of(RawPath.resolve(RawPath.of(folder), name))
                    .filter(f -> Files.isRegularFile(f) && Files.isExecutable(f));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it.support;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The files that are tested, named by system properties. */
public final class Images {
    private Images() {}

    /** The image with the Debian root. */
    public static Path debian() {
        return required("app-runner.image");
    }

    /** The tiny image with the busybox root. */
    public static Path busybox() {
        return required("app-runner.test-image");
    }

    /** The launcher that carries nothing. */
    public static Path launcher() {
        return required("app-runner.launcher");
    }

    /** The archive that the Debian layer was made from. */
    public static Optional<Path> debianRoot() {
        return Optional.ofNullable(System.getProperty("app-runner.debian-root-tar"))
                .map(Images::resolve);
    }

    /** The folder of a signed repository of packages for the Debian image. */
    public static Optional<Path> packages() {
        return Optional.ofNullable(System.getProperty("app-runner.packages")).map(Images::resolve);
    }

    /** The root of the repository. */
    public static Path repository() {
        return Path.of(System.getProperty("app-runner.repository", "..")).toAbsolutePath();
    }

    private static Path required(String property) {
        String name = System.getProperty(property, "");
        Path file = resolve(name);
        if (name.isEmpty() || !Files.isExecutable(file)) {
            throw new IllegalStateException("-D" + property + "=" + name + " names no executable file");
        }
        return file;
    }

    private static Path resolve(String name) {
        return repository().resolve(name);
    }
}

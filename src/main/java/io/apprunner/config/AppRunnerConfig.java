// SPDX-License-Identifier: Apache-2.0
package io.apprunner.config;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Settings for development and packaging; config/README.md lists them. */
@ConfigMapping(prefix = "app-runner")
public interface AppRunnerConfig {
    /** The image to work on when the program runs on the JVM; the native executable works on itself. */
    Optional<Path> image();
}

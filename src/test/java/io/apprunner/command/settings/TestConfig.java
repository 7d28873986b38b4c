// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings;

import io.apprunner.config.AppRunnerConfig;
import java.nio.file.Path;
import java.util.Optional;

/** The settings of a build that never was, working on a file of choice. */
record TestConfig(Path file) implements AppRunnerConfig {
    /** That build. */
    private record TestBuild(String version, String commit, String timestamp) implements Build {}

    @Override
    public Optional<Path> image() {
        return Optional.of(file);
    }

    @Override
    public Build build() {
        return new TestBuild("1", "commit", "20260101000000");
    }
}

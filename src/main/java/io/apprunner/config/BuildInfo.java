// SPDX-License-Identifier: Apache-2.0
package io.apprunner.config;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** What was built, from which commit, and when; fixed when the program was built. */
@ApplicationScoped
public class BuildInfo {
    private final AppRunnerConfig.Build build;

    /** Made by CDI. */
    public BuildInfo(AppRunnerConfig config) {
        this.build = config.build();
    }

    /** The version as {@code fim-version short} prints it, such as {@code v0.1.0}. */
    public String version() {
        return "v" + build.version();
    }

    /** The commit's hash. */
    public String commit() {
        return build.commit();
    }

    /** The time of the build, {@code YYYYMMDDHHMMSS}. */
    public String timestamp() {
        return build.timestamp();
    }

    /** Commit and time in one word; it names folders. */
    public String identifier() {
        return commit() + "_" + timestamp();
    }

    /** The variables that tell a guest about the build. */
    public Map<String, String> variables() {
        return Map.of("FIM_VERSION", version(), "FIM_COMMIT", commit(), "FIM_TIMESTAMP", timestamp());
    }
}

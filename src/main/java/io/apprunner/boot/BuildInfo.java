// SPDX-License-Identifier: Apache-2.0
package io.apprunner.boot;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What was built, from which commit, and when; fixed when the program was built. */
@ApplicationScoped
public class BuildInfo {
    private final String version;
    private final String commit;
    private final String timestamp;

    /** Made by CDI from properties that the build sets. */
    public BuildInfo(
            @ConfigProperty(name = "app-runner.build.version") String version,
            @ConfigProperty(name = "app-runner.build.commit") String commit,
            @ConfigProperty(name = "app-runner.build.timestamp") String timestamp) {
        this.version = version;
        this.commit = commit;
        this.timestamp = timestamp;
    }

    /** The version as {@code fim-version short} prints it, such as {@code v0.1.0}. */
    public String version() {
        return "v" + version;
    }

    /** The commit's hash. */
    public String commit() {
        return commit;
    }

    /** The time of the build, {@code YYYYMMDDHHMMSS}. */
    public String timestamp() {
        return timestamp;
    }

    /** Commit and time in one word; it names folders. */
    public String identifier() {
        return commit + "_" + timestamp;
    }

    /** The variables that tell a guest about the build. */
    public Map<String, String> variables() {
        return Map.of("FIM_VERSION", version(), "FIM_COMMIT", commit, "FIM_TIMESTAMP", timestamp);
    }
}

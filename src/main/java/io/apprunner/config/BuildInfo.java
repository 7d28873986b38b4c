// SPDX-License-Identifier: Apache-2.0
package io.apprunner.config;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;

/**
 * What was built, from which commit, and when. These are constants of the program and no configuration, because they
 * name folders and are shown as facts.
 *
 * @param version as {@code fim-version short} prints it, such as {@code v0.1.0}
 * @param commit the commit's hash
 * @param timestamp the time of the build, {@code YYYYMMDDHHMMSS} in UTC
 */
public record BuildInfo(String version, String commit, String timestamp) {
    /** This program's. It is read when the native executable is made, and fixed from then on. */
    public static final BuildInfo THIS = read();

    private static BuildInfo read() {
        Properties facts = new Properties();
        try (InputStream file = requireNonNull(BuildInfo.class.getResourceAsStream("build.properties"))) {
            facts.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new BuildInfo("v" + fact(facts, "version"), fact(facts, "commit"), fact(facts, "timestamp"));
    }

    private static String fact(Properties facts, String name) {
        return requireNonNull(facts.getProperty(name), name);
    }

    /** Commit and time in one word; it names folders. */
    public String identifier() {
        return commit + "_" + timestamp;
    }

    /** The variables that tell a guest about the build. */
    public Map<String, String> variables() {
        return Map.of("FIM_VERSION", version, "FIM_COMMIT", commit, "FIM_TIMESTAMP", timestamp);
    }
}

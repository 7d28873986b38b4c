// SPDX-License-Identifier: Apache-2.0
package io.apprunner.expansion;

import io.apprunner.config.BuildInfo;
import io.apprunner.config.RuntimeConfiguration;
import io.apprunner.db.EnvironmentVariables;
import io.apprunner.image.ImageLocator;
import io.apprunner.text.RawPath;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Expands stored texts with the variables of the host and those that tell about the image. */
@ApplicationScoped
public class Expander {
    private final BuildInfo build;
    private final ImageLocator locator;
    private final RuntimeConfiguration configuration;
    private final Substitution substitution;

    /** Made by CDI. */
    public Expander(
            BuildInfo build, ImageLocator locator, RuntimeConfiguration configuration, Substitution substitution) {
        this.build = build;
        this.locator = locator;
        this.configuration = configuration;
        this.substitution = substitution;
    }

    /** The first word of an expanded text; see {@link Expansion}. */
    public String expand(String text) {
        return expand(text, variables());
    }

    /**
     * Stored variables as {@code NAME=value} texts, in the order of their stored names. Names can be expressions; what
     * has no name or no value afterwards stays raw.
     */
    public List<String> assignments(EnvironmentVariables stored) {
        Map<String, String> variables = variables();
        return stored.values().entrySet().stream()
                .map(entry -> assignment(entry.getKey() + "=" + entry.getValue(), variables))
                .toList();
    }

    /** Stored variables, expanded, by name. */
    public Map<String, String> variables(EnvironmentVariables stored) {
        Map<String, String> result = new TreeMap<>();
        for (String assignment : assignments(stored)) {
            int equals = assignment.indexOf('=');
            result.put(assignment.substring(0, equals), assignment.substring(equals + 1));
        }
        return result;
    }

    private String assignment(String raw, Map<String, String> variables) {
        String expanded = expand(raw, variables);
        return expanded.indexOf('=') > 0 ? expanded : raw;
    }

    private String expand(String text, Map<String, String> variables) {
        return Expansion.firstWord(text, variables, substitution);
    }

    private Map<String, String> variables() {
        Map<String, String> variables = configuration.environment();
        Path image = locator.path();
        variables.putAll(build.variables());
        variables.put("FIM_BIN_SELF", RawPath.text(image));
        variables.put("FIM_DIR_SELF", RawPath.folder(image));
        return variables;
    }
}

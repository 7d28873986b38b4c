// SPDX-License-Identifier: Apache-2.0
package io.apprunner.boot;

import io.apprunner.config.Expansion;
import io.apprunner.db.EnvironmentVariables;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Expands stored texts with the variables of the host and those that tell about the image. */
@ApplicationScoped
public class Expander {
    private final BuildInfo build;
    private final ImageLocator locator;

    /** Made by CDI. */
    public Expander(BuildInfo build, ImageLocator locator) {
        this.build = build;
        this.locator = locator;
    }

    /** The first word of an expanded text; see {@link Expansion}. */
    public String expand(String text) {
        return Expansion.firstWord(text, variables());
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

    private static String assignment(String raw, Map<String, String> variables) {
        String expanded = Expansion.firstWord(raw, variables);
        return expanded.indexOf('=') > 0 ? expanded : raw;
    }

    private Map<String, String> variables() {
        Map<String, String> variables = new HashMap<>(System.getenv());
        Path image = locator.path();
        variables.putAll(build.variables());
        variables.put("FIM_BIN_SELF", image.toString());
        variables.put("FIM_DIR_SELF", String.valueOf(image.getParent()));
        return variables;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.expansion;

import io.apprunner.config.BuildInfo;
import io.apprunner.config.RuntimeConfiguration;
import io.apprunner.db.EnvironmentVariables;
import io.apprunner.image.ImageLocator;
import io.apprunner.text.RawPath;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

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
        return expand(List.of(text)).apply(text);
    }

    /**
     * Expands texts; all their commands are evaluated at once.
     *
     * @return the first word of each of them
     */
    public UnaryOperator<String> expand(Collection<String> texts) {
        Map<String, String> variables = variables();
        Map<String, List<String>> commands = new LinkedHashMap<>();
        texts.forEach(text -> commands.put(text, Expansion.commands(text, variables)));
        List<String> all = commands.values().stream().flatMap(List::stream).toList();
        Iterator<String> outputs = (all.isEmpty() ? all : substitution.evaluate(all, variables)).iterator();
        Map<String, String> words = new HashMap<>();
        commands.forEach((text, own) -> {
            List<String> written = own.stream().map(any -> outputs.next()).toList();
            words.put(text, Expansion.firstWord(text, variables, written.iterator()));
        });
        return text -> Objects.requireNonNull(words.get(text));
    }

    /**
     * Stored variables as {@code NAME=value} texts, in the order of their stored names. Names can be expressions; what
     * has no name or no value afterwards stays raw.
     */
    public List<String> assignments(EnvironmentVariables stored) {
        return assignments(stored, expand(texts(stored)));
    }

    /**
     * Stored variables, expanded, by name.
     *
     * @param expansion makes words of their {@link #texts}
     */
    public static Map<String, String> variables(EnvironmentVariables stored, UnaryOperator<String> expansion) {
        Map<String, String> result = new TreeMap<>();
        for (String assignment : assignments(stored, expansion)) {
            int equals = assignment.indexOf('=');
            result.put(assignment.substring(0, equals), assignment.substring(equals + 1));
        }
        return result;
    }

    /** The texts of stored variables, which an expansion makes words of. */
    public static List<String> texts(EnvironmentVariables stored) {
        return stored.values().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toList();
    }

    private static List<String> assignments(EnvironmentVariables stored, UnaryOperator<String> expansion) {
        return texts(stored).stream().map(raw -> assignment(raw, expansion)).toList();
    }

    private static String assignment(String raw, UnaryOperator<String> expansion) {
        String expanded = expansion.apply(raw);
        return expanded.indexOf('=') > 0 ? expanded : raw;
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

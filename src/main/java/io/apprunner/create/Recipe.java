// SPDX-License-Identifier: Apache-2.0
package io.apprunner.create;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.apprunner.db.JsonBytes;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a recipe file says: packages to install, and other recipes that come before. It was written by others, so all
 * names are checked: packages become arguments of a package manager, and recipes parts of a path.
 *
 * @param description for people; it may have several lines
 * @param packages names as the package manager knows them, in the file's order
 * @param dependencies names of recipes, in the file's order
 */
public record Recipe(String description, List<String> packages, List<String> dependencies) {
    /** Bytes that a recipe file may have. */
    public static final int LIMIT = 1 << 20;

    /**
     * Packages of all distributions, with versions and architectures behind them; nothing that starts like an option.
     */
    private static final Pattern PACKAGE = Pattern.compile("[A-Za-z0-9@_.][A-Za-z0-9@_.+:/=<>~-]{0,255}");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.+-]{0,127}");

    /** Checks the names. */
    public Recipe {
        packages = List.copyOf(packages);
        dependencies = List.copyOf(dependencies);
        for (String name : packages) {
            check(PACKAGE.matcher(name).matches(), "'" + name + "' cannot be the name of a package");
        }
        for (String name : dependencies) {
            check(isName(name), "'" + name + "' cannot be the name of a recipe");
        }
    }

    /** Whether a text can be the name of a recipe: one part of a path that leads nowhere else. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /**
     * Reads a recipe file. Keys that this version does not know are passed over.
     *
     * @param bytes the whole file, at most {@link #LIMIT}
     * @throws AppRunnerException with code {@code FORMAT} when it is no recipe
     */
    public static Recipe parse(byte[] bytes) {
        check(bytes.length <= LIMIT, "the recipe has more than " + LIMIT + " bytes");
        check(!isBlank(bytes), "Empty json file");
        ObjectNode object = object(bytes);
        JsonNode description = object.get("description");
        check(description != null && description.isTextual(), "Missing 'description' field");
        check(object.get("packages") instanceof ArrayNode, "Missing 'packages' field");
        return new Recipe(
                object.path("description").textValue(),
                texts("packages", object.get("packages")),
                texts("dependencies", object.get("dependencies")));
    }

    private static ObjectNode object(byte[] bytes) {
        try {
            return JsonBytes.decode(bytes);
        } catch (IllegalArgumentException e) {
            throw new AppRunnerException(
                    ErrorCode.FORMAT, "Could not parse json file", String.valueOf(e.getMessage()), e);
        }
    }

    /** The texts of a list; anything but a list has none, as in the reference system. */
    private static List<String> texts(String key, @Nullable JsonNode node) {
        List<String> texts = new ArrayList<>();
        if (node instanceof ArrayNode array) {
            for (JsonNode element : array) {
                check(element.isTextual(), "'" + key + "' has something else than texts in it");
                texts.add(element.textValue());
            }
        }
        return texts;
    }

    private static boolean isBlank(byte[] bytes) {
        for (byte b : bytes) {
            if (b != ' ' && b != '\t' && b != '\n' && b != '\r') {
                return false;
            }
        }
        return true;
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new AppRunnerException(ErrorCode.FORMAT, message, "the recipe's author has to correct it");
        }
    }
}

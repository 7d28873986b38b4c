// SPDX-License-Identifier: Apache-2.0
package io.apprunner.db;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the desktop is told about an image. The texts become lines of files and parts of file names.
 *
 * @param name of the application: 1 to {@value #MAX_NAME} bytes of UTF-8 without slashes and control characters
 * @param categories of the menu, sorted: none is empty or has a semicolon or control characters
 * @param integrations what the desktop is given
 */
public record Desktop(String name, SortedSet<String> categories, Set<Integration> integrations) {
    /** Bytes of a name; names of files have room for it and what stands around it. */
    public static final int MAX_NAME = 128;

    /** That a name has a slash; the message is part of the contract. */
    public static final String SLASH = "Application name cannot contain the '/' character";

    private static final String CATEGORIES = "categories";
    private static final String INTEGRATIONS = "integrations";
    private static final String NAME = "name";
    private static final String ICON = "icon";

    /** Checks the texts. */
    public Desktop {
        if (name.contains("/")) {
            throw new IllegalArgumentException(SLASH);
        }
        boolean special = name.isBlank() || name.equals(".") || name.equals("..");
        if (special || !isPlain(name) || name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME) {
            throw new IllegalArgumentException("its name cannot be one of a file");
        }
        for (String category : categories) {
            if (category.isBlank() || category.contains(";") || !isPlain(category)) {
                throw new IllegalArgumentException("a category is empty, or has a semicolon or control characters");
            }
        }
        categories = Collections.unmodifiableSortedSet(new TreeSet<>(categories));
        integrations = Collections.unmodifiableSet(
                integrations.isEmpty() ? EnumSet.noneOf(Integration.class) : EnumSet.copyOf(integrations));
    }

    /** The same with other integrations. */
    public Desktop with(Collection<Integration> others) {
        return new Desktop(name, categories, Set.copyOf(others));
    }

    /**
     * What a user's file asks for.
     *
     * @param desktop what is stored
     * @param icon where the picture is: a path or an address
     */
    public record Request(Desktop desktop, String icon) {}

    /**
     * Reads a user's file: {@code {"name", "icon", "categories", "integrations"}}, the last one optional. Other keys
     * are passed over.
     *
     * @throws IllegalArgumentException when it is not of this form
     */
    public static Request request(byte[] json) {
        ObjectNode object = JsonBytes.decode(json);
        if (!object.has(INTEGRATIONS)) {
            object.putArray(INTEGRATIONS);
        }
        return new Request(of(object), JsonBytes.checked(JsonBytes.text(object.path(ICON))));
    }

    private static Desktop of(ObjectNode object) {
        Set<Integration> integrations = EnumSet.noneOf(Integration.class);
        for (String item : texts(object.path(INTEGRATIONS))) {
            integrations.add(Integration.named(item)
                    .orElseThrow(() -> new IllegalArgumentException("it has an unknown integration")));
        }
        return new Desktop(
                JsonBytes.text(object.path(NAME)), new TreeSet<>(texts(object.path(CATEGORIES))), integrations);
    }

    private static List<String> texts(JsonNode node) {
        if (!(node instanceof ArrayNode array)) {
            throw new IllegalArgumentException("it has no list where one should be");
        }
        List<String> result = new ArrayList<>();
        array.forEach(item -> result.add(JsonBytes.text(item)));
        return result;
    }

    /** Whether a text is fit for lines and XML: a lone surrogate is no character, and no file could have it. */
    private static boolean isPlain(String text) {
        return text.codePoints()
                .noneMatch(c -> Character.isISOControl(c)
                        || c == 0x2028
                        || c == 0x2029
                        || c == 0xfffe
                        || c == 0xffff
                        || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    /** {@code {"categories": [...], "integrations": [...], "name": "..."}}. */
    record JsonCodec() implements Setting.Codec<Optional<Desktop>> {
        @Override
        public byte[] encode(Optional<Desktop> value) {
            Desktop desktop = value.orElseThrow();
            ObjectNode object = JsonBytes.object();
            ArrayNode categories = object.putArray(CATEGORIES);
            desktop.categories.forEach(categories::add);
            ArrayNode integrations = object.putArray(INTEGRATIONS);
            desktop.integrations.forEach(item -> integrations.add(item.name()));
            return JsonBytes.encode(object.put(NAME, desktop.name));
        }

        @Override
        public Optional<Desktop> decode(byte[] bytes) {
            return Optional.of(of(JsonBytes.decode(bytes, CATEGORIES, INTEGRATIONS, NAME)));
        }
    }
}

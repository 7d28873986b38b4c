// SPDX-License-Identifier: Apache-2.0
package io.apprunner.db;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Set;
import java.util.TreeSet;

/**
 * Stored JSON: strict when it is read, ASCII when it is written. Lone surrogates, which stand for bytes that are not
 * UTF-8, are kept by their escapes.
 */
public final class JsonBytes {
    private JsonBytes() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static byte[] encode(JsonNode value) {
        try {
            return mapper().writeValueAsBytes(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An object. Bytes that are not exactly one JSON object without repeated keys are refused. */
    public static ObjectNode decode(byte[] bytes) {
        try {
            if (mapper().readTree(bytes) instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("it is not the JSON that it should be", e);
        }
        throw new IllegalArgumentException("it is no JSON object");
    }

    /** An object with exactly these keys. */
    public static ObjectNode decode(byte[] bytes, String... keys) {
        ObjectNode object = decode(bytes);
        requireKeys(object, keys);
        return object;
    }

    static void requireKeys(JsonNode object, String... keys) {
        Set<String> found = new TreeSet<>();
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            found.add(names.next());
        }
        if (!object.isObject() || !found.equals(Set.of(keys))) {
            throw new IllegalArgumentException(
                    "it has the keys " + found + " instead of " + new TreeSet<>(Set.of(keys)));
        }
    }

    static String text(JsonNode value) {
        if (!value.isTextual()) {
            throw new IllegalArgumentException("it has another value where a text should be");
        }
        return value.textValue();
    }

    /** The kernel's interfaces cannot pass a NUL. */
    static String checked(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a text has a NUL character in it");
        }
        return text;
    }

    private static JsonMapper mapper() {
        return JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                .build();
    }
}

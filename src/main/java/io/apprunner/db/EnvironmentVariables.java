// SPDX-License-Identifier: Apache-2.0
package io.apprunner.db;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Variables of the guest, raw: they are expanded when they are used.
 *
 * @param values by name, sorted; a name can be an expression too
 */
public record EnvironmentVariables(SortedMap<String, String> values) {
    /** No variables. */
    public static final EnvironmentVariables NONE = new EnvironmentVariables(Map.of());

    /** Checks the texts. */
    public EnvironmentVariables {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        values.forEach((key, value) -> {
            JsonBytes.checked(value);
            if (JsonBytes.checked(key).isEmpty() || key.indexOf('=') >= 0) {
                throw new IllegalArgumentException("'" + key + "' cannot be the name of a variable");
            }
        });
    }

    /** As above, in any order. */
    public EnvironmentVariables(Map<String, String> values) {
        this(new TreeMap<>(values));
    }

    /** These and others, which replace those of the same name. */
    public EnvironmentVariables with(Map<String, String> others) {
        Map<String, String> result = new TreeMap<>(values);
        result.putAll(others);
        return new EnvironmentVariables(result);
    }

    /** These without the ones of some names. */
    public EnvironmentVariables without(Iterable<String> names) {
        Map<String, String> result = new TreeMap<>(values);
        names.forEach(result::remove);
        return new EnvironmentVariables(result);
    }

    /** An object of texts. */
    record JsonCodec() implements Setting.Codec<EnvironmentVariables> {
        @Override
        public byte[] encode(EnvironmentVariables value) {
            ObjectNode object = JsonBytes.object();
            value.values.forEach(object::put);
            return JsonBytes.encode(object);
        }

        @Override
        public EnvironmentVariables decode(byte[] bytes) {
            Map<String, String> values = new TreeMap<>();
            JsonBytes.decode(bytes)
                    .properties()
                    .forEach(field -> values.put(field.getKey(), JsonBytes.text(field.getValue())));
            return new EnvironmentVariables(values);
        }
    }
}

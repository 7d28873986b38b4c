// SPDX-License-Identifier: Apache-2.0
package io.apprunner.db;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the guest sees of the host's files.
 *
 * @param list in the order in which they are made; the index is the position
 */
public record Binds(List<Bind> list) {
    /** No binds. */
    public static final Binds NONE = new Binds(List.of());

    /** How a guest sees something of the host. */
    public enum Type {
        /** Read-only. */
        RO,
        /** Writable. */
        RW,
        /** Writable, and device files in it work. */
        DEV;

        /** The type of that name, in upper or lower case. */
        public static Optional<Type> named(String name) {
            return Arrays.stream(values())
                    .filter(type -> type.name().equals(name.toUpperCase(Locale.ROOT)))
                    .findFirst();
        }

        /** Its name as users write it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One bind; the paths are raw and expanded when they are used.
     *
     * @param type how the guest sees it
     * @param source the path on the host
     * @param target the path in the guest
     */
    public record Bind(Type type, String source, String target) {
        /** Checks the texts. */
        public Bind {
            if (JsonBytes.checked(source).isEmpty() || JsonBytes.checked(target).isEmpty()) {
                throw new IllegalArgumentException("a bind needs two paths");
            }
        }
    }

    /** Makes the list unmodifiable. */
    public Binds {
        list = List.copyOf(list);
    }

    /** These and another one, the last. */
    public Binds with(Bind bind) {
        List<Bind> result = new ArrayList<>(list);
        result.add(bind);
        return new Binds(result);
    }

    /** These without the one at an index; the later ones move up. Without one there it is the same list. */
    public Binds without(long index) {
        List<Bind> result = new ArrayList<>(list);
        if (index >= 0 && index < result.size()) {
            result.remove((int) index);
        }
        return new Binds(result);
    }

    /** An object from index to {@code {"dst", "src", "type"}}. */
    record JsonCodec() implements Setting.Codec<Binds> {
        @Override
        public byte[] encode(Binds value) {
            ObjectNode object = JsonBytes.object();
            for (int i = 0; i < value.list.size(); i++) {
                Bind bind = value.list.get(i);
                object.putObject(Integer.toString(i))
                        .put("dst", bind.target)
                        .put("src", bind.source)
                        .put("type", bind.type.label());
            }
            return JsonBytes.encode(object);
        }

        @Override
        public Binds decode(byte[] bytes) {
            ObjectNode object = JsonBytes.decode(bytes);
            List<Bind> binds = new ArrayList<>();
            for (int i = 0; i < object.size(); i++) {
                JsonNode bind = object.path(Integer.toString(i));
                JsonBytes.requireKeys(bind, "dst", "src", "type");
                Type type = Type.named(JsonBytes.text(bind.get("type")))
                        .orElseThrow(() -> new IllegalArgumentException("a bind has an unknown type"));
                binds.add(new Bind(type, JsonBytes.text(bind.get("src")), JsonBytes.text(bind.get("dst"))));
            }
            return new Binds(binds);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.db;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Where recipes come from.
 *
 * @param url its address; empty when there is none
 */
public record Remote(String url) {
    /** No address. */
    public static final Remote NONE = new Remote("");

    /** Checks the text. */
    public Remote {
        if (url.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("an address has no control characters");
        }
    }

    /** {@code {"url": "..."}}. */
    record JsonCodec() implements Setting.Codec<Remote> {
        @Override
        public byte[] encode(Remote value) {
            return JsonBytes.encode(JsonBytes.object().put("url", value.url));
        }

        @Override
        public Remote decode(byte[] bytes) {
            ObjectNode object = JsonBytes.decode(bytes, "url");
            return new Remote(JsonBytes.text(object.get("url")));
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.db;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What runs in the guest when no command is given.
 *
 * @param program its name or path, raw: variables in it are expanded when it runs
 * @param arguments its first arguments; the user's follow
 */
public record BootCommand(String program, List<String> arguments) {
    /** When nothing is stored. */
    public static final BootCommand DEFAULT = new BootCommand("bash", List.of());

    /** Checks the texts. */
    public BootCommand {
        if (JsonBytes.checked(program).isEmpty()) {
            throw new IllegalArgumentException("the program has no name");
        }
        arguments = List.copyOf(arguments);
        arguments.forEach(JsonBytes::checked);
    }

    /** {@code {"args": [...], "program": "..."}}. */
    record JsonCodec() implements Setting.Codec<BootCommand> {
        @Override
        public byte[] encode(BootCommand value) {
            ObjectNode object = JsonBytes.object();
            ArrayNode arguments = object.putArray("args");
            value.arguments.forEach(arguments::add);
            return JsonBytes.encode(object.put("program", value.program));
        }

        @Override
        public BootCommand decode(byte[] bytes) {
            ObjectNode object = JsonBytes.decode(bytes, "args", "program");
            if (!(object.get("args") instanceof ArrayNode array)) {
                throw new IllegalArgumentException("its arguments are no list");
            }
            List<String> arguments = new ArrayList<>();
            for (JsonNode argument : array) {
                arguments.add(JsonBytes.text(argument));
            }
            return new BootCommand(JsonBytes.text(object.get("program")), arguments);
        }
    }
}

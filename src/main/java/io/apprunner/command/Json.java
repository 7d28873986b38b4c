// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;

/** JSON as FlatImage prints it: two spaces of indentation, {@code "key": value}, one element per line. */
@ApplicationScoped
public class Json {
    private final ObjectMapper mapper;

    /** Made by CDI. */
    public Json(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** Renders a map or list of such; the caller gives maps in the order that is wanted. */
    public String render(Object value) {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withArrayEmptySeparator("")
                .withObjectEmptySeparator(""));
        printer.indentArraysWith(indenter);
        printer.indentObjectsWith(indenter);
        try {
            return mapper.writer(printer).writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}

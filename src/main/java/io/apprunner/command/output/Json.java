// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.output;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SequenceWriter;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * JSON as FlatImage prints it: two spaces of indentation, {@code "key": value}, one element per line. Bytes that are
 * not UTF-8 are written as {@link ByteEscapes}.
 */
@ApplicationScoped
public class Json {
    private final ObjectMapper mapper;

    /** Made by CDI. */
    public Json(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** Renders a map or list of such; the caller gives maps in the order that is wanted. */
    public String render(Object value) {
        StringWriter text = new StringWriter();
        try (ByteEscapes out = new ByteEscapes(text)) {
            writer().writeValue(out, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /**
     * Renders a list, followed by a line feed, while it is made: it may be too long for memory. When its source fails
     * there is nothing, or a list without an end, so that nobody takes it for the whole.
     *
     * @param out flushed, but not closed
     * @param source gives each item, a map, to the consumer that it is called with
     */
    public void renderEach(OutputStream out, Consumer<Consumer<Object>> source) {
        try {
            ByteEscapes text = new ByteEscapes(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            ObjectWriter writer = writer().without(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            SequenceWriter items = writer.writeValuesAsArray(text);
            source.accept(item -> write(items, item));
            items.close(); // not when the source fails: it would end the list
            text.write('\n');
            text.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(SequenceWriter items, Object item) {
        try {
            items.write(item);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ObjectWriter writer() {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withArrayEmptySeparator("")
                .withObjectEmptySeparator(""));
        printer.indentArraysWith(indenter);
        printer.indentObjectsWith(indenter);
        return mapper.writer(printer);
    }
}

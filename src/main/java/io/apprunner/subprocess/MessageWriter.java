// SPDX-License-Identifier: Apache-2.0
package io.apprunner.subprocess;

import io.apprunner.text.RawText;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.Consumer;

/** Writes the fields of a {@link Message}. */
public final class MessageWriter {
    /** Bytes of all fields together. */
    static final int LIMIT = 16 << 20;

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    private MessageWriter() {}

    /**
     * The message as bytes: their number, then the fields.
     *
     * @throws IllegalArgumentException when it is longer than 16 MiB
     */
    public static byte[] bytes(Message message) {
        MessageWriter writer = new MessageWriter();
        message.write(writer);
        int length = writer.body.size();
        if (length > LIMIT) {
            throw new IllegalArgumentException("a message of " + length + " bytes");
        }
        byte[] fields = writer.body.toByteArray();
        return little(Integer.BYTES + length).putInt(length).put(fields).array();
    }

    /** A whole number. */
    public void number(long value) {
        body.writeBytes(little(Long.BYTES).putLong(value).array());
    }

    /** Yes or no. */
    public void flag(boolean value) {
        number(value ? 1 : 0);
    }

    /** A text, or the bytes that {@link RawText} has made it of. */
    public void text(String value) {
        byte[] bytes = RawText.encode(value);
        count(bytes.length);
        body.writeBytes(bytes);
    }

    /** Texts. */
    public void texts(List<String> values) {
        list(values, this::text);
    }

    /**
     * A list.
     *
     * @param item writes one of its items
     */
    public <T> void list(List<T> values, Consumer<T> item) {
        count(values.size());
        values.forEach(item);
    }

    private void count(int value) {
        body.writeBytes(little(Integer.BYTES).putInt(value).array());
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}

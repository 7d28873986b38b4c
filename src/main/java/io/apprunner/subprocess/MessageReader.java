// SPDX-License-Identifier: Apache-2.0
package io.apprunner.subprocess;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.error.FormatException;
import io.apprunner.posix.Descriptor;
import io.apprunner.text.RawText;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads the fields of a {@link Message}, in the order in which they were written. */
public final class MessageReader {
    private static final String NAME = "a message between two processes of app-runner";

    private static final String PURPOSE = "read " + NAME;

    private final ByteBuffer body;

    private MessageReader(byte[] body) {
        this.body = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Reads a message from a file or pipe, which is closed then.
     *
     * @param message reads the fields
     * @throws AppRunnerException when it ends too early
     * @throws FormatException when it is no message, or not the one that is expected
     */
    public static <T> T receive(Descriptor source, Function<MessageReader, T> message) {
        return receiveIfAny(source, message)
                .orElseThrow(() -> new AppRunnerException(ErrorCode.IO, "cannot " + PURPOSE + ": it is empty", ""));
    }

    /** As {@link #receive}, but an empty file, or a pipe that is closed without a message, gives nothing. */
    public static <T> Optional<T> receiveIfAny(Descriptor source, Function<MessageReader, T> message) {
        try (source) {
            byte[] head = source.readUpTo(Integer.BYTES, PURPOSE);
            if (head.length == 0) {
                return Optional.empty();
            }
            if (head.length < Integer.BYTES) {
                throw new FormatException(ErrorCode.FORMAT, NAME, 0, "a length", head.length + " bytes");
            }
            int length = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt();
            if (length < 0 || length > MessageWriter.LIMIT) {
                throw new FormatException(
                        ErrorCode.FORMAT, NAME, 0, "a length of at most " + MessageWriter.LIMIT, "" + length);
            }
            MessageReader reader = new MessageReader(source.readFully(length, PURPOSE));
            T result = message.apply(reader);
            if (reader.body.hasRemaining()) {
                throw reader.wrong("the end", reader.body.remaining() + " bytes more");
            }
            return Optional.of(result);
        }
    }

    /** A whole number. */
    public long number() {
        need(Long.BYTES, "a number");
        return body.getLong();
    }

    /** A whole number that fits an int. */
    public int small() {
        long value = number();
        if (value != (int) value) {
            throw wrong("a number of 32 bits", "" + value);
        }
        return (int) value;
    }

    /** Yes or no. */
    public boolean flag() {
        return number() != 0;
    }

    /** A text. */
    public String text() {
        byte[] bytes = new byte[count()];
        body.get(bytes);
        return RawText.decode(bytes);
    }

    /** Texts. */
    public List<String> texts() {
        return list(this::text);
    }

    /**
     * A list.
     *
     * @param item reads one of its items
     */
    public <T> List<T> list(Supplier<T> item) {
        int count = count();
        List<T> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.add(item.get());
        }
        return List.copyOf(items);
    }

    /** How many bytes or items follow; no item has less than a byte. */
    private int count() {
        need(Integer.BYTES, "a count");
        int count = body.getInt();
        if (count < 0 || count > body.remaining()) {
            throw wrong("a count of at most " + body.remaining(), "" + count);
        }
        return count;
    }

    private void need(int bytes, String what) {
        if (body.remaining() < bytes) {
            throw wrong(what, body.remaining() + " bytes");
        }
    }

    private FormatException wrong(String expected, String found) {
        return new FormatException(ErrorCode.FORMAT, NAME, Integer.BYTES + (long) body.position(), expected, found);
    }
}

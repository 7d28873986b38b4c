// SPDX-License-Identifier: Apache-2.0
package io.apprunner.image;

import com.dynatrace.hash4j.hashing.Hashing;
import io.apprunner.error.ErrorCode;
import io.apprunner.error.FormatException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The table that follows the launcher and says where the other parts stand (docs/format/image.md, section 2).
 *
 * @param distribution what layer 0 is, such as {@code DEBIAN}
 * @param tools the helper programs
 * @param reserved the configuration area; layers follow it
 */
record ImageHeader(String distribution, List<Tool> tools, Region reserved) {
    /** ASCII "APPRUNNR" as a little-endian number. */
    static final long MAGIC = 0x524e4e5552505041L;

    static final int VERSION = 1;

    /** Magic, version and length. */
    static final int PREFIX = 16;

    /** No sensible image has a longer table. */
    static final int MAX_LENGTH = 1 << 20;

    private static final int MAX_TOOLS = 1000;

    /** The table's bytes, checksum included; their number depends on the texts only, not on the offsets. */
    byte[] encode() {
        ByteBuffer buffer = ByteBuffer.allocate(MAX_LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(MAGIC).putInt(VERSION).putInt(0);
        buffer.putLong(reserved.offset()).putLong(reserved.size());
        buffer.putInt(tools.size()).putInt(0);
        putText(buffer, distribution);
        for (Tool tool : tools) {
            buffer.putLong(tool.region().offset()).putLong(tool.region().size());
            buffer.put(HexFormat.of().parseHex(tool.sha256()));
            for (String text : List.of(tool.name(), tool.version(), tool.source(), tool.licence())) {
                putText(buffer, text);
            }
        }
        int length = ((buffer.position() + 7) & ~7) + Long.BYTES;
        buffer.putInt(12, length);
        byte[] bytes = new byte[length];
        buffer.get(0, bytes);
        ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length - Long.BYTES, checksum(bytes, length - Long.BYTES));
        return bytes;
    }

    /**
     * Reads a table.
     *
     * @param bytes the whole table
     * @param file the image's name, for errors
     * @param offset where the table stands, for errors
     * @throws FormatException when it is damaged
     */
    static ImageHeader decode(byte[] bytes, String file, long offset) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int end = bytes.length - Long.BYTES;
        if (buffer.getLong(end) != checksum(bytes, end)) {
            throw new FormatException(
                    ErrorCode.CHECKSUM,
                    file,
                    offset + end,
                    "the checksum of the image's table",
                    "another one: the file is damaged");
        }
        buffer.limit(end).position(PREFIX);
        try {
            Region reserved = new Region(buffer.getLong(), buffer.getLong());
            int count = buffer.getInt();
            buffer.getInt();
            if (count < 0 || count > MAX_TOOLS) {
                throw damaged(file, offset, "at most " + MAX_TOOLS + " tools", count + " of them");
            }
            String distribution = text(buffer);
            List<Tool> tools = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                tools.add(tool(buffer));
            }
            return new ImageHeader(distribution, tools, reserved);
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw damaged(file, offset, "a table of tools", "one that ends early or has impossible numbers");
        }
    }

    private static Tool tool(ByteBuffer buffer) {
        Region region = new Region(buffer.getLong(), buffer.getLong());
        byte[] sha256 = new byte[32];
        buffer.get(sha256);
        return new Tool(
                text(buffer),
                text(buffer),
                text(buffer),
                text(buffer),
                HexFormat.of().formatHex(sha256),
                region);
    }

    private static void putText(ByteBuffer buffer, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        buffer.putShort((short) bytes.length).put(bytes);
    }

    private static String text(ByteBuffer buffer) {
        byte[] bytes = new byte[Short.toUnsignedInt(buffer.getShort())];
        buffer.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static FormatException damaged(String file, long offset, String expected, String found) {
        return new FormatException(ErrorCode.FORMAT, file, offset, expected, found);
    }

    private static long checksum(byte[] bytes, int length) {
        return Hashing.xxh3_64().hashBytesToLong(bytes, 0, length);
    }
}

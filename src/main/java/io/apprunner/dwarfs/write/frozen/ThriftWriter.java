// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.frozen;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes the part of the Thrift compact protocol that a Frozen2 schema and a history need. A field header is one byte,
 * the distance to the previous field's id in the upper and the type in the lower four bits; therefore fields must be
 * written with ascending ids, no more than 15 apart.
 */
public final class ThriftWriter {
    private static final int TRUE = 1;
    private static final int I16 = 4;
    private static final int I32 = 5;
    private static final int I64 = 6;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int MAP = 11;
    private static final int STRUCT = 12;
    private static final int MAX_DELTA = 15;
    /** Lists from this size on have it in bytes of its own. */
    private static final int SHORT_LIST = 15;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int lastField;

    /** Writes a boolean field whose value is true. */
    public void fieldTrue(int id) {
        header(id, TRUE);
    }

    /** Writes a 16-bit integer field. */
    public void fieldI16(int id, int value) {
        header(id, I16);
        integer(value);
    }

    /** Writes a 32-bit integer field. */
    public void fieldI32(int id, int value) {
        header(id, I32);
        integer(value);
    }

    /** Writes a string field. */
    public void fieldText(int id, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        header(id, BINARY);
        unsigned(bytes.length);
        out.writeBytes(bytes);
    }

    /** Writes a 64-bit integer field. */
    public void fieldI64(int id, long value) {
        header(id, I64);
        unsigned(value << 1 ^ value >> 63);
    }

    /** Writes a list of strings. */
    public void fieldTexts(int id, List<String> values) {
        listHead(id, BINARY, values.size());
        for (String value : values) {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            unsigned(bytes.length);
            out.writeBytes(bytes);
        }
    }

    /** Writes a struct; {@code fields} writes its fields. */
    public void fieldStruct(int id, Runnable fields) {
        header(id, STRUCT);
        struct(fields);
    }

    /** Writes a list of one struct; {@code fields} writes its fields. */
    public void fieldStructList(int id, Runnable fields) {
        listHead(id, STRUCT, 1);
        struct(fields);
    }

    private void listHead(int id, int type, int size) {
        header(id, LIST);
        if (size < SHORT_LIST) {
            out.write(size << 4 | type);
        } else {
            out.write(SHORT_LIST << 4 | type);
            unsigned(size);
        }
    }

    private void struct(Runnable fields) {
        int outer = lastField;
        lastField = 0;
        fields.run();
        endStruct();
        lastField = outer;
    }

    /** Starts a map from 16-bit integers to structs; {@code size} times {@link #mapStruct} must follow. */
    public void fieldStructMap(int id, int size) {
        header(id, MAP);
        unsigned(size);
        if (size > 0) {
            out.write(I16 << 4 | STRUCT);
        }
    }

    /** Writes one entry of a map; {@code fields} writes the fields of the struct. */
    public void mapStruct(int key, Runnable fields) {
        integer(key);
        struct(fields);
    }

    /** Ends the present struct. */
    public void endStruct() {
        out.write(0);
    }

    /** All bytes written up to now. */
    public byte[] toByteArray() {
        return out.toByteArray();
    }

    private void header(int id, int type) {
        int delta = id - lastField;
        if (delta <= 0 || delta > MAX_DELTA) {
            // The long form (type, then the id) serves ids that are far apart.
            out.write(type);
            integer(id);
        } else {
            out.write(delta << 4 | type);
        }
        lastField = id;
    }

    /** Zigzag: small numbers of both signs become small unsigned ones. */
    private void integer(int value) {
        unsigned(Integer.toUnsignedLong(value << 1 ^ value >> 31));
    }

    private void unsigned(long value) {
        long rest = value;
        while ((rest & ~0x7F) != 0) {
            out.write((int) rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}

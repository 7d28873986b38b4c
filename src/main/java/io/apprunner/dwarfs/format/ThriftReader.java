// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.format;

import io.apprunner.error.FormatException;
import java.nio.charset.StandardCharsets;

/**
 * Reads the thrift compact encoding: variable-length integers, structs of numbered fields, and collections (DwarFS
 * format 2.5, schema). Every length is checked against the bytes that are left, and skipping does not recurse deeper
 * than 16 levels.
 */
public final class ThriftReader {
    /** Wire type of a true boolean field. */
    public static final int TRUE = 1;
    /** Wire type of a false boolean field. */
    public static final int FALSE = 2;
    /** Wire type of one byte. */
    public static final int BYTE = 3;
    /** Wire type of a zigzag i16. */
    public static final int I16 = 4;
    /** Wire type of a zigzag i32. */
    public static final int I32 = 5;
    /** Wire type of a zigzag i64. */
    public static final int I64 = 6;
    /** Wire type of eight bytes. */
    public static final int DOUBLE = 7;
    /** Wire type of a byte string. */
    public static final int BINARY = 8;
    /** Wire type of a list. */
    public static final int LIST = 9;
    /** Wire type of a set. */
    public static final int SET = 10;
    /** Wire type of a map. */
    public static final int MAP = 11;
    /** Wire type of a struct. */
    public static final int STRUCT = 12;

    private static final int DEPTH_LIMIT = 16;

    private final byte[] data;
    private final Place place;
    private int at;
    private int fieldId;
    private int fieldType;

    /** A reader at the first byte of {@code data}; {@code place} is for errors. */
    public ThriftReader(byte[] data, Place place) {
        this.data = data;
        this.place = place;
    }

    /** An error at this place. */
    public FormatException bad(String expected, String found) {
        return place.bad(expected, found + " (byte " + at + " of the struct)");
    }

    /** Bytes that are left. */
    public int remaining() {
        return data.length - at;
    }

    /**
     * Reads the header of the next field of a struct.
     *
     * @param previousId the id of the field before, 0 at the start of the struct
     * @return false at the end of the struct; otherwise {@link #fieldId()} and {@link #fieldType()} tell of the field
     */
    public boolean nextField(int previousId) {
        int header = readByte();
        if (header == 0) {
            return false;
        }
        int delta = header >>> 4;
        fieldType = header & 15;
        fieldId = delta == 0 ? readI16() : previousId + delta;
        return true;
    }

    /** The id of the field at hand. */
    public int fieldId() {
        return fieldId;
    }

    /** The wire type of the field at hand. */
    public int fieldType() {
        return fieldType;
    }

    /** Refuses a field at hand that does not have wire type {@code type}. */
    public void expect(int type) {
        if (fieldType != type) {
            throw bad("thrift type " + type + " for field " + fieldId, "type " + fieldType);
        }
    }

    /** One byte, 0 to 255. */
    public int readByte() {
        if (at >= data.length) {
            throw bad("a longer thrift struct", "its end");
        }
        return data[at++] & 0xFF;
    }

    /** A signed 16-bit integer. */
    public int readI16() {
        long value = readI64();
        if (value != (short) value) {
            throw bad("a 16-bit integer", Long.toString(value));
        }
        return (int) value;
    }

    /** A signed 32-bit integer. */
    public int readI32() {
        long value = readI64();
        if (value != (int) value) {
            throw bad("a 32-bit integer", Long.toString(value));
        }
        return (int) value;
    }

    /** A signed 64-bit integer. */
    public long readI64() {
        long raw = readVarint();
        return (raw >>> 1) ^ -(raw & 1);
    }

    private long readVarint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = readByte();
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw bad("a variable-length integer of at most 10 bytes", "a longer one");
    }

    /** A count of elements, each of which takes at least {@code minimumBytes} of what is left. */
    private int readCount(int minimumBytes) {
        long count = readVarint();
        if (count < 0 || count > remaining() / minimumBytes) {
            throw bad("at most " + remaining() / minimumBytes + " elements", Long.toUnsignedString(count));
        }
        return (int) count;
    }

    /** A byte string as UTF-8 text. */
    public String readString() {
        int length = readCount(1);
        at += length;
        return new String(data, at - length, length, StandardCharsets.UTF_8);
    }

    /** The head of a list or set of elements of wire type {@code type}; returns their number. */
    public int readListHead(int type) {
        int header = readByte();
        int count = header >>> 4;
        if (count == 15) {
            count = readCount(1);
        }
        if (count > 0 && (header & 15) != type) {
            throw bad("a list of thrift type " + type, "type " + (header & 15));
        }
        return count;
    }

    /** The head of a map with these wire types; returns the number of its pairs. */
    public int readMapHead(int keyType, int valueType) {
        int count = readCount(1);
        if (count > 0) {
            int types = readByte();
            if (types != (keyType << 4 | valueType)) {
                throw bad("a map of thrift types " + keyType + " and " + valueType, "types " + types);
            }
        }
        return count;
    }

    /** Passes over the value of the field at hand. */
    public void skipField() {
        int type = fieldType;
        if (type != TRUE && type != FALSE) {
            skip(type, 0);
        }
    }

    private void skip(int type, int depth) {
        if (depth > DEPTH_LIMIT) {
            throw bad("at most " + DEPTH_LIMIT + " nested structs", "more");
        }
        switch (type) {
            case TRUE, FALSE, BYTE -> readByte();
            case I16, I32, I64 -> readVarint();
            case DOUBLE -> skipBytes(8);
            case BINARY -> skipBytes(readCount(1));
            case LIST, SET -> skipList(depth);
            case MAP -> skipMap(depth);
            case STRUCT -> skipStruct(depth);
            default -> throw bad("a thrift type from 1 to 12", Integer.toString(type));
        }
    }

    private void skipBytes(int count) {
        if (count > remaining()) {
            throw bad(count + " more bytes", Integer.toString(remaining()));
        }
        at += count;
    }

    private void skipList(int depth) {
        int header = readByte();
        int count = header >>> 4 == 15 ? readCount(1) : header >>> 4;
        for (int i = 0; i < count; i++) {
            skip(header & 15, depth + 1);
        }
    }

    private void skipMap(int depth) {
        int count = readCount(1);
        int types = count > 0 ? readByte() : 0;
        for (int i = 0; i < count; i++) {
            skip(types >>> 4, depth + 1);
            skip(types & 15, depth + 1);
        }
    }

    private void skipStruct(int depth) {
        int previous = 0;
        while (nextField(previous)) {
            previous = fieldId;
            int type = fieldType;
            if (type != TRUE && type != FALSE) {
                skip(type, depth + 1);
            }
        }
    }
}

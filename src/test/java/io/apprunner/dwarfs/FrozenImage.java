// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Makes images with any metadata, also such as no writer would make. Widths are fixed, not minimal. */
public final class FrozenImage {
    private final List<byte[]> layouts = new ArrayList<>();
    private byte[] bytes = new byte[0];

    /** An integer of a fixed width; other values are {@code String}, {@code List}, and {@code Map} by field id. */
    record Num(int bits, long value) {}

    private FrozenImage() {}

    public static Num u32(long value) {
        return new Num(32, value);
    }

    public static Num u64(long value) {
        return new Num(64, value);
    }

    public static Num flag(boolean value) {
        return new Num(1, value ? 1 : 0);
    }

    public static Map<Integer, Object> struct(Object... idsAndValues) {
        Map<Integer, Object> struct = new TreeMap<>();
        for (int i = 0; i < idsAndValues.length; i += 2) {
            struct.put((Integer) idsAndValues[i], idsAndValues[i + 1]);
        }
        return struct;
    }

    public static Map<Integer, Object> some(Object value) {
        return struct(1, flag(true), 2, value);
    }

    public static List<Object> numbers(long... values) {
        return new ArrayList<>(Arrays.stream(values).mapToObj(FrozenImage::u32).toList());
    }

    /** An image of these uncompressed blocks and this metadata. */
    public static byte[] of(Map<Integer, Object> metadata, byte[]... blocks) {
        return ofCompressed(metadata, 0, blocks);
    }

    /** An image of blocks that are compressed already, in the way of this number. */
    public static byte[] ofCompressed(Map<Integer, Object> metadata, int compression, byte[]... blocks) {
        FrozenImage image = new FrozenImage();
        int root = image.addLayout(metadata, true);
        image.bytes = new byte[bits(metadata) / 8 + 1];
        image.write(metadata, 0, 0);
        byte[][] parts = new byte[blocks.length + 2][];
        for (int i = 0; i < blocks.length; i++) {
            parts[i] = Bytes.section(i, 0, compression, blocks[i]);
        }
        parts[blocks.length] = Bytes.section(blocks.length, 7, 0, image.schema(root));
        byte[] padded = Arrays.copyOf(image.bytes, image.bytes.length + 8);
        parts[blocks.length + 1] = Bytes.section(blocks.length + 1, 8, 0, padded);
        return Bytes.concat(parts);
    }

    private static int bits(Object value) {
        return switch (value) {
            case Num num -> num.bits();
            case Map<?, ?> struct ->
                struct.values().stream().mapToInt(FrozenImage::bits).sum();
            default -> 64;
        };
    }

    private int addLayout(Object value, boolean isRoot) {
        Map<Integer, int[]> fields = new TreeMap<>();
        switch (value) {
            case Num num -> {}
            case String text -> listFields(fields);
            case List<?> list -> {
                listFields(fields);
                if (!list.isEmpty()) {
                    fields.put(3, new int[] {addLayout(list.getFirst(), false), 0});
                }
            }
            case Map<?, ?> struct -> {
                int at = 0;
                for (Map.Entry<?, ?> field : struct.entrySet()) {
                    Object inner = Objects.requireNonNull(field.getValue());
                    fields.put((Integer) field.getKey(), new int[] {addLayout(inner, false), -at});
                    at += bits(inner);
                }
            }
            default -> throw new AssertionError(value);
        }
        layouts.add(layout(isRoot ? bits(value) / 8 + 1 : 0, bits(value), fields));
        return layouts.size() - 1;
    }

    private void listFields(Map<Integer, int[]> fields) {
        fields.put(1, new int[] {addLayout(u32(0), false), 0});
        fields.put(2, new int[] {addLayout(u32(0), false), -32});
    }

    private static byte[] layout(int size, int bits, Map<Integer, int[]> fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0x15);
        varint(out, size * 2L);
        out.write(0x14);
        varint(out, bits * 2L);
        out.write(0x1B);
        varint(out, fields.size());
        if (!fields.isEmpty()) {
            out.write(0x4C);
        }
        fields.forEach((id, field) -> {
            varint(out, id * 2L);
            out.write(0x14);
            varint(out, field[0] * 2L);
            out.write(0x14);
            varint(out, zigzag(field[1]));
            out.write(0);
        });
        out.write(0x18);
        out.write(0);
        out.write(0);
        return out.toByteArray();
    }

    private byte[] schema(int root) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0x11);
        out.write(0x1B);
        varint(out, layouts.size());
        out.write(0x4C);
        for (int i = 0; i < layouts.size(); i++) {
            varint(out, i * 2L);
            out.writeBytes(layouts.get(i));
        }
        out.write(0x14);
        varint(out, root * 2L);
        out.write(0x15);
        varint(out, 2);
        out.write(0);
        return out.toByteArray();
    }

    private static long zigzag(int value) {
        return (((long) value << 1) ^ (value >> 31)) & 0xFFFF_FFFFL;
    }

    private static void varint(ByteArrayOutputStream out, long value) {
        long left = value;
        while (left > 127) {
            out.write((int) ((left & 127) | 128));
            left >>>= 7;
        }
        out.write((int) left);
    }

    private void put(int bit, int count, long value) {
        for (int i = 0; i < count; i++) {
            if ((value >>> i & 1) != 0) {
                bytes[(bit + i) / 8] |= (byte) (1 << ((bit + i) % 8));
            }
        }
    }

    private void write(Object value, int start, int bit) {
        switch (value) {
            case Num num -> put(bit, num.bits(), num.value());
            case String text -> {
                byte[] data = text.getBytes(StandardCharsets.ISO_8859_1);
                int from = append(bit, start, data.length, data.length);
                System.arraycopy(data, 0, bytes, from, data.length);
            }
            case List<?> list -> {
                int itemBits = list.isEmpty() ? 0 : bits(list.getFirst());
                int from = append(bit, start, list.size(), (list.size() * itemBits + 7) / 8);
                for (int i = 0; i < list.size(); i++) {
                    write(list.get(i), from, from * 8 + i * itemBits);
                }
            }
            case Map<?, ?> struct -> {
                int at = bit;
                for (Object inner : struct.values()) {
                    write(inner, start, at);
                    at += bits(inner);
                }
            }
            default -> throw new AssertionError(value);
        }
    }

    private int append(int bit, int start, int count, int length) {
        int from = bytes.length;
        bytes = Arrays.copyOf(bytes, from + length);
        put(bit, 32, from - start);
        put(bit + 32, 32, count);
        return from;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.format;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All layouts of an image's metadata (DwarFS format 2.5, schema).
 *
 * @param layouts by number
 * @param root the layout of the metadata itself
 */
public record Schema(List<Layout> layouts, Layout root) {
    private static final int LAYOUT_LIMIT = 4096;
    private static final int FILE_VERSION = 1;

    /**
     * Reads a schema section.
     *
     * @param bytes the uncompressed payload
     * @param place where it stands, for errors
     * @throws io.apprunner.error.FormatException when it is damaged or refers to layouts that do not exist
     */
    public static Schema parse(byte[] bytes, Place place) {
        ThriftReader in = new ThriftReader(bytes, place);
        Map<Integer, Layout> layouts = Map.of();
        int rootNumber = -1;
        int version = 0;
        int id = 0;
        while (in.nextField(id)) {
            id = in.fieldId();
            switch (id) {
                case 2 -> layouts = readLayouts(in);
                case 3 -> rootNumber = readI16(in);
                case 4 -> version = readI32(in);
                default -> in.skipField();
            }
        }
        if (in.remaining() > 0) {
            throw place.bad("nothing behind the schema", in.remaining() + " bytes");
        }
        if (version != FILE_VERSION) {
            throw place.unsupported("schema version " + FILE_VERSION, "version " + version);
        }
        List<Layout> list = inOrder(layouts, place);
        if (rootNumber < 0 || rootNumber >= list.size()) {
            throw place.bad("a root layout below " + list.size(), rootNumber);
        }
        return new Schema(list, list.get(rootNumber));
    }

    private static List<Layout> inOrder(Map<Integer, Layout> layouts, Place place) {
        int count = layouts.size();
        List<Layout> list = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Layout layout = layouts.get(i);
            if (layout == null) {
                throw place.bad("layouts numbered from 0 to " + (count - 1), "none with number " + i);
            }
            for (Layout.Field field : layout.fields().values()) {
                if (field.layout() < 0 || field.layout() >= count) {
                    throw place.bad("a layout below " + count, field.layout());
                }
            }
            list.add(layout);
        }
        return List.copyOf(list);
    }

    private static Map<Integer, Layout> readLayouts(ThriftReader in) {
        in.expect(ThriftReader.MAP);
        int count = in.readMapHead(ThriftReader.I16, ThriftReader.STRUCT);
        if (count > LAYOUT_LIMIT) {
            throw in.bad("at most " + LAYOUT_LIMIT + " layouts", Integer.toString(count));
        }
        Map<Integer, Layout> layouts = new HashMap<>();
        for (int i = 0; i < count; i++) {
            int key = in.readI16();
            if (layouts.put(key, readLayout(in)) != null) {
                throw in.bad("each layout once", "layout " + key + " twice");
            }
        }
        return layouts;
    }

    private static Layout readLayout(ThriftReader in) {
        int size = 0;
        int bits = 0;
        Map<Integer, Layout.Field> fields = Map.of();
        int id = 0;
        while (in.nextField(id)) {
            id = in.fieldId();
            switch (id) {
                case 1 -> size = readI32(in);
                case 2 -> bits = readI16(in);
                case 3 -> fields = readFields(in);
                default -> in.skipField();
            }
        }
        if (size < 0 || bits < 0) {
            throw in.bad("a layout of positive size", size + " bytes and " + bits + " bits");
        }
        return new Layout(size, bits, fields);
    }

    private static Map<Integer, Layout.Field> readFields(ThriftReader in) {
        in.expect(ThriftReader.MAP);
        int count = in.readMapHead(ThriftReader.I16, ThriftReader.STRUCT);
        Map<Integer, Layout.Field> fields = new HashMap<>();
        for (int i = 0; i < count; i++) {
            int key = in.readI16();
            if (fields.put(key, readField(in)) != null) {
                throw in.bad("each field once", "field " + key + " twice");
            }
        }
        return Map.copyOf(fields);
    }

    private static Layout.Field readField(ThriftReader in) {
        int layout = -1;
        int offset = 0;
        int id = 0;
        while (in.nextField(id)) {
            id = in.fieldId();
            switch (id) {
                case 1 -> layout = readI16(in);
                case 2 -> offset = readI16(in);
                default -> in.skipField();
            }
        }
        return new Layout.Field(layout, offset);
    }

    private static int readI16(ThriftReader in) {
        in.expect(ThriftReader.I16);
        return in.readI16();
    }

    private static int readI32(ThriftReader in) {
        in.expect(ThriftReader.I32);
        return in.readI32();
    }
}

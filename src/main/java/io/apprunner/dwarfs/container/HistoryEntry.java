// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.container;

import io.apprunner.dwarfs.format.Place;
import io.apprunner.dwarfs.format.ThriftReader;
import java.util.ArrayList;
import java.util.List;

/**
 * One step in the making of an image (DwarFS format 2.5, history). Texts that the image does not state are empty.
 *
 * @param version what the program calls its version
 * @param system the system it ran on
 * @param compiler what it was made with
 * @param arguments its command line
 * @param timestamp seconds since 1970, 0 when not stated
 * @param libraries the libraries it used
 */
public record HistoryEntry(
        String version,
        String system,
        String compiler,
        List<String> arguments,
        long timestamp,
        List<String> libraries) {

    /** Keeps lists of its own. */
    public HistoryEntry {
        arguments = List.copyOf(arguments);
        libraries = List.copyOf(libraries);
    }

    /** Reads a history section. */
    public static List<HistoryEntry> parse(byte[] bytes, Place place) {
        ThriftReader in = new ThriftReader(bytes, place);
        List<HistoryEntry> entries = new ArrayList<>();
        int id = 0;
        while (in.nextField(id)) {
            id = in.fieldId();
            if (id == 1 && in.fieldType() == ThriftReader.LIST) {
                int count = in.readListHead(ThriftReader.STRUCT);
                for (int i = 0; i < count; i++) {
                    entries.add(readEntry(in));
                }
            } else {
                in.skipField();
            }
        }
        return List.copyOf(entries);
    }

    private static HistoryEntry readEntry(ThriftReader in) {
        String version = "";
        String system = "";
        String compiler = "";
        List<String> arguments = List.of();
        long timestamp = 0;
        List<String> libraries = List.of();
        int id = 0;
        while (in.nextField(id)) {
            id = in.fieldId();
            switch (id) {
                case 1 -> version = readVersion(in);
                case 2 -> system = readText(in);
                case 3 -> compiler = readText(in);
                case 4 -> arguments = readTexts(in, ThriftReader.LIST);
                case 5 -> {
                    in.expect(ThriftReader.I64);
                    timestamp = in.readI64();
                }
                case 6 -> libraries = readTexts(in, ThriftReader.SET);
                default -> in.skipField();
            }
        }
        return new HistoryEntry(version, system, compiler, arguments, timestamp, libraries);
    }

    private static String readVersion(ThriftReader in) {
        in.expect(ThriftReader.STRUCT);
        int[] numbers = new int[4];
        String description = "";
        int id = 0;
        while (in.nextField(id)) {
            id = in.fieldId();
            if (id >= 1 && id <= 3) {
                in.expect(ThriftReader.I16);
                numbers[id] = in.readI16();
            } else if (id == 7) {
                description = readText(in);
            } else {
                in.skipField();
            }
        }
        return description.isEmpty() ? numbers[1] + "." + numbers[2] + "." + numbers[3] : description;
    }

    private static String readText(ThriftReader in) {
        in.expect(ThriftReader.BINARY);
        return in.readString();
    }

    private static List<String> readTexts(ThriftReader in, int collection) {
        in.expect(collection);
        int count = in.readListHead(ThriftReader.BINARY);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(in.readString());
        }
        return texts;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap.host;

import io.apprunner.text.RawPath;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The mounts that this process sees.
 *
 * @param entries in the order in which they were made
 */
public record MountTable(List<Entry> entries) {
    private static final Pattern ESCAPE = Pattern.compile("\\\\([0-7]{3})");
    private static final int POINT = 4;

    private static final Comparator<Entry> BY_DEPTH =
            Comparator.comparingInt(entry -> entry.point().getNameCount());

    /**
     * A mount.
     *
     * @param point the folder or file that it covers
     * @param type the type of file system
     */
    public record Entry(Path point, String type) {
        private static Entry of(String line) {
            String[] fields = line.split(" ");
            int separator = List.of(fields).indexOf("-");
            String type = separator < 0 || separator + 1 >= fields.length ? "" : fields[separator + 1];
            return new Entry(path(fields.length > POINT ? fields[POINT] : "/"), type);
        }

        private static Path path(String field) {
            String bytes = ESCAPE.matcher(field)
                    .replaceAll(escape -> java.util.regex.Matcher.quoteReplacement(
                            Character.toString((char) Integer.parseInt(escape.group(1), 8))));
            return RawPath.exactly(bytes.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    /** Makes the list unmodifiable. */
    public MountTable {
        entries = List.copyOf(entries);
    }

    /** The table of this process, empty when it cannot be read. */
    public static MountTable of(HostFiles host) {
        return of(host, "proc/self/mountinfo");
    }

    static MountTable of(HostFiles host, String file) {
        return new MountTable(host.text(file)
                .lines()
                .filter(line -> !line.isEmpty())
                .map(Entry::of)
                .toList());
    }

    /** The type of the file system that a path is on; empty when it is not known. */
    public String typeOf(Path path) {
        return entries.stream()
                .filter(entry -> path.startsWith(entry.point()))
                .reduce((best, entry) -> BY_DEPTH.compare(best, entry) <= 0 ? entry : best)
                .map(Entry::type)
                .orElse("");
    }
}

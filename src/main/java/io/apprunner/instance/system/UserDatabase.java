// SPDX-License-Identifier: Apache-2.0
package io.apprunner.instance.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The guest's user in the texts of /etc/passwd, /etc/group and /etc/shadow. Other lines stay as they are, and a text
 * that says already what it should is not changed.
 *
 * @param line the user's line of /etc/passwd
 */
record UserDatabase(String line) {
    private String name() {
        return field(line, 0);
    }

    /** With the user's line; it comes first, because the first line of an id or a name is the one that counts. */
    String passwd(String text) {
        List<String> lines = text.lines().toList();
        if (first(lines, 0, name()).equals(Optional.of(line))
                && first(lines, 2, field(line, 2)).equals(Optional.of(line))) {
            return text;
        }
        return joined(Stream.concat(
                Stream.of(line), lines.stream().filter(other -> !field(other, 0).equals(name()))));
    }

    /**
     * With a line for the user's group, if there is none.
     *
     * @param wanted the group's name on the host; another one is taken when it is the name of another group
     */
    String group(String text, Optional<String> wanted) {
        List<String> lines = text.lines().toList();
        String id = field(line, 3);
        if (first(lines, 2, id).isPresent()) {
            return text;
        }
        String group = Stream.of(wanted, Optional.of(name()))
                .flatMap(Optional::stream)
                .filter(free -> first(lines, 0, free).isEmpty())
                .findFirst()
                .orElse("group" + id);
        return joined(Stream.concat(lines.stream(), Stream.of(group + ":x:" + id + ":")));
    }

    /** With a line that gives the user no password, if there is none: without one {@code su} fails. */
    String shadow(String text) {
        List<String> lines = text.lines().toList();
        return first(lines, 0, name()).isPresent()
                ? text
                : joined(Stream.concat(lines.stream(), Stream.of(name() + ":*:::::::")));
    }

    /** The name of a group in the text of an /etc/group. */
    static Optional<String> groupName(String text, String id) {
        return first(text.lines().toList(), 2, id).map(found -> field(found, 0)).filter(name -> !name.isEmpty());
    }

    /** Whether this is the superuser. */
    boolean isRoot() {
        return field(line, 2).equals("0");
    }

    /** The id of the user's group. */
    String groupId() {
        return field(line, 3);
    }

    private static Optional<String> first(List<String> lines, int field, String value) {
        return lines.stream().filter(other -> field(other, field).equals(value)).findFirst();
    }

    private static String field(String line, int number) {
        String[] fields = line.split(":", -1);
        return number < fields.length ? fields[number] : "";
    }

    private static String joined(Stream<String> lines) {
        List<String> all = new ArrayList<>(lines.toList());
        all.add("");
        return String.join("\n", all);
    }
}

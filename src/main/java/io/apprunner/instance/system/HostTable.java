// SPDX-License-Identifier: Apache-2.0
package io.apprunner.instance.system;

import java.util.Arrays;
import java.util.regex.Pattern;

/** The text of /etc/hosts: a guest's own names lead to itself, whatever the image says. */
final class HostTable {
    private static final Pattern SPACES = Pattern.compile("\\s+");

    private HostTable() {}

    /** With lines for {@code localhost} and for the guest's name, where they are missing. */
    static String completed(String text, String name) {
        StringBuilder result = new StringBuilder(text);
        if (!text.isEmpty() && !text.endsWith("\n")) {
            result.append('\n');
        }
        if (!names(text, "localhost")) {
            result.append("127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n");
        }
        if (!name.equals("localhost") && !names(text, name)) {
            result.append("127.0.1.1\t").append(name).append('\n');
        }
        return result.length() == text.length() ? text : result.toString();
    }

    private static boolean names(String text, String name) {
        return text.lines()
                .map(line -> line.split("#", 2)[0])
                .anyMatch(
                        line -> Arrays.stream(SPACES.split(line.trim())).skip(1).anyMatch(name::equals));
    }
}

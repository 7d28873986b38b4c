// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap;

import io.apprunner.config.HostUser;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who the guest's user is: root when that is asked for, otherwise the host's user with what stored variables change.
 */
public final class GuestIdentity {
    private static final Pattern LEADING_NUMBER = Pattern.compile("([0-9]{1,10}).*", Pattern.DOTALL);
    private static final HostUser ROOT = new HostUser(0, 0, "root", "/root");
    private static final long MAX_ID = 0xffff_fffeL;

    private GuestIdentity() {}

    /**
     * The guest's user.
     *
     * @param root whether root is asked for
     * @param stored the image's variables, expanded
     */
    public static HostUser of(
            boolean root, HostUser host, Map<String, String> environment, Map<String, String> stored) {
        if (root || "0".equals(stored.get("UID"))) {
            return ROOT;
        }
        Map<String, String> names = new LinkedHashMap<>(environment);
        names.keySet().retainAll(List.of("USER", "HOME"));
        names.put("USER", stored.getOrDefault("USER", host.name()));
        names.put("HOME", stored.getOrDefault("HOME", host.home()));
        int user = id(stored.getOrDefault("UID", ""), host.userId());
        int group = id(stored.getOrDefault("GID", ""), host.groupId());
        return HostUser.of(user, group, names);
    }

    private static int id(String text, int otherwise) {
        Matcher number = LEADING_NUMBER.matcher(text);
        return number.matches() && Long.parseLong(number.group(1)) <= MAX_ID
                ? (int) Long.parseLong(number.group(1))
                : otherwise;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.config;

import io.apprunner.text.RawPath;
import io.apprunner.text.RawText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The user who runs us.
 *
 * @param userId real user id
 * @param groupId real group id
 * @param name login name; the user id in digits when nothing tells it
 * @param home home folder; {@code /} when nothing tells it
 */
public record HostUser(int userId, int groupId, String name, String home) {
    private static final Path PASSWD = RawPath.of("/etc/passwd");

    /**
     * Finds the user's name and home: the environment first, then /etc/passwd. A static executable has no other name
     * service.
     */
    public static HostUser of(int userId, int groupId, Map<String, String> environment) {
        Optional<String[]> entry = entry(userId);
        String name = Optional.ofNullable(environment.get("USER"))
                .filter(HostUser::isName)
                .or(() -> entry.map(fields -> fields[0]))
                .orElse(Integer.toUnsignedString(userId));
        String home = Optional.ofNullable(environment.get("HOME"))
                .filter(HostUser::isHome)
                .or(() -> entry.map(fields -> fields[5]).filter(HostUser::isHome))
                .orElse("/");
        return new HostUser(userId, groupId, name, home);
    }

    /** The user's runtime folder, {@code XDG_RUNTIME_DIR} inside. */
    public String runtime() {
        return "/run/user/" + Integer.toUnsignedString(userId);
    }

    /** Whether this is the superuser. */
    public boolean isRoot() {
        return userId == 0;
    }

    /** The line of /etc/passwd for this user with a shell. */
    public String passwdLine(String shell) {
        return String.join(
                ":", name, "x", Integer.toUnsignedString(userId), Integer.toUnsignedString(groupId), name, home, shell);
    }

    /** A colon or a line end would forge fields of /etc/passwd. */
    private static boolean isName(String text) {
        return !text.isEmpty() && text.chars().noneMatch(c -> c == ':' || c < ' ');
    }

    private static boolean isHome(String text) {
        return text.startsWith("/") && isName(text);
    }

    private static Optional<String[]> entry(int userId) {
        try {
            String id = Integer.toUnsignedString(userId);
            return RawText.decode(Files.readAllBytes(PASSWD))
                    .lines()
                    .map(line -> line.split(":", -1))
                    .filter(fields -> fields.length == 7 && fields[2].equals(id))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}

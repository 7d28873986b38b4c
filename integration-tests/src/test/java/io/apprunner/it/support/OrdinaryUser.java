// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The user without privileges of the tests. Root's tests act as the user {@value #NAME}, whom prepare.sh makes; the
 * tests of anybody else act as themselves.
 */
final class OrdinaryUser {
    static final String NAME = "app-runner-test";

    private static final Optional<String[]> ENTRY = entry();
    private static final Optional<String> OBSTACLE = findObstacle();

    private OrdinaryUser() {}

    static Optional<String> obstacle() {
        return OBSTACLE;
    }

    static List<String> prefix() {
        return Host.isRoot()
                ? List.of("setpriv", "--reuid", "" + userId(), "--regid", "" + groupId(), "--clear-groups", "--")
                : List.of();
    }

    static int userId() {
        return Integer.parseInt(field(2));
    }

    static int groupId() {
        return Integer.parseInt(field(3));
    }

    static String login() {
        return field(0);
    }

    private static String field(int index) {
        return ENTRY.orElseThrow(() -> new IllegalStateException("there is no user " + NAME))[index];
    }

    private static Optional<String> findObstacle() {
        if (ENTRY.isEmpty()) {
            return Optional.of("there is no user " + NAME + ": run integration-tests/prepare.sh as root");
        }
        if (!Host.succeeds(prefix(), "sh", "-c", "exec 3<>/dev/fuse")) {
            return Optional.of("ordinary users cannot open /dev/fuse");
        }
        if (!Host.succeeds(prefix(), "unshare", "--user", "--map-root-user", "--mount", "true")) {
            return Optional.of("ordinary users cannot make user namespaces");
        }
        return Optional.empty();
    }

    private static Optional<String[]> entry() {
        try {
            String me = Integer.toString(Host.userId());
            return Files.readAllLines(Path.of("/etc/passwd")).stream()
                    .map(line -> line.split(":", -1))
                    .filter(fields -> Host.isRoot() ? fields[0].equals(NAME) : fields[2].equals(me))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

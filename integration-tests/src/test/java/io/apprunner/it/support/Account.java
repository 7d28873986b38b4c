// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Who runs the executable. */
public enum Account {
    /** The superuser; its cases are skipped when somebody else runs the tests. */
    ROOT("root") {
        @Override
        public Optional<String> obstacle() {
            return Host.isRoot() ? Optional.empty() : Optional.of("the tests are not run by root");
        }

        @Override
        public List<String> prefix() {
            return List.of();
        }

        @Override
        public int userId() {
            return 0;
        }

        @Override
        public int groupId() {
            return 0;
        }

        @Override
        public String login() {
            return "root";
        }
    },

    /** A user without privileges: {@link OrdinaryUser}, or whoever runs the tests without being root. */
    ORDINARY_USER("an ordinary user") {
        @Override
        public Optional<String> obstacle() {
            return OrdinaryUser.obstacle();
        }

        @Override
        public List<String> prefix() {
            return OrdinaryUser.prefix();
        }

        @Override
        public int userId() {
            return OrdinaryUser.userId();
        }

        @Override
        public int groupId() {
            return OrdinaryUser.groupId();
        }

        @Override
        public String login() {
            return OrdinaryUser.login();
        }
    };

    private final String words;

    Account(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }

    /** Why nothing can be run by this account here; empty when everything can. */
    public abstract Optional<String> obstacle();

    /** Words in front of a command that make this account run it, in the same process. */
    public abstract List<String> prefix();

    /** The user id. */
    public abstract int userId();

    /** The group id. */
    public abstract int groupId();

    /** The login name. */
    public abstract String login();

    /** Makes this account the owner of a file and returns the file. */
    public Path own(Path file) {
        try {
            if (Host.isRoot()) {
                Files.setAttribute(file, "unix:uid", userId());
                Files.setAttribute(file, "unix:gid", groupId());
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

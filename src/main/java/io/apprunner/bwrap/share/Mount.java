// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap.share;

import java.util.List;

/**
 * Something that the guest sees if the host has it.
 *
 * @param source its path outside; of an {@link Access#EMPTY} or {@link Access#SEALED} folder its path inside
 * @param target its path inside
 */
public record Mount(Access access, String source, String target) {
    /** How the guest may use something of the host. */
    public enum Access {
        /** Only for reading. */
        READ("--ro-bind-try"),
        /** For reading and writing. */
        WRITE("--bind-try"),
        /** For reading and writing, and device files work. */
        DEVICE("--dev-bind-try"),
        /** Not at all: an empty folder is in its place. */
        EMPTY("--tmpfs"),
        /** No longer for writing: what was mounted there before. */
        SEALED("--remount-ro");

        private final String option;

        Access(String option) {
            this.option = option;
        }

        /** Whether it is something of the host. */
        public boolean isOfHost() {
            return this != EMPTY && this != SEALED;
        }
    }

    /** A mount on the same path. */
    public static Mount of(Access access, String path) {
        return new Mount(access, path, path);
    }

    /** bubblewrap's options. */
    public List<String> options() {
        return switch (access) {
            case READ, WRITE, DEVICE -> List.of(access.option, source, target);
            case EMPTY -> List.of("--perms", "0755", access.option, target);
            case SEALED -> List.of(access.option, target);
        };
    }
}

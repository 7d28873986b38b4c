// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap.share;

import io.apprunner.bwrap.share.Mount.Access;
import io.apprunner.db.Binds;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What stored binds show of the host. */
public final class HostBinds {
    private HostBinds() {}

    /**
     * The mounts of stored binds; one that has no path left is left out.
     *
     * @param expansion makes paths of {@link #texts}
     */
    public static List<Mount> mounts(Binds binds, UnaryOperator<String> expansion) {
        return binds.list().stream()
                .map(bind ->
                        new Mount(access(bind.type()), expansion.apply(bind.source()), expansion.apply(bind.target())))
                .filter(mount -> !mount.source().isEmpty() && !mount.target().isEmpty())
                .toList();
    }

    /** The texts of stored binds, which an expansion makes paths of. */
    public static List<String> texts(Binds binds) {
        return binds.list().stream()
                .flatMap(bind -> Stream.of(bind.source(), bind.target()))
                .toList();
    }

    private static Access access(Binds.Type type) {
        return switch (type) {
            case RO -> Access.READ;
            case RW -> Access.WRITE;
            case DEV -> Access.DEVICE;
        };
    }
}

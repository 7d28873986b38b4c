// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap.host;

import io.apprunner.text.RawPath;
import java.nio.file.Path;
import java.util.List;

/** Covers over parts of /proc, by which containers hide them. */
public final class HiddenProc {
    /** What helps. */
    public static final String REMEDY = "a container around this program hides parts of /proc; start it with"
            + " --security-opt unmask=ALL (podman) or --security-opt systempaths=unconfined (docker)";

    private static final Path PROC = RawPath.of("/proc");

    /** A mount on it hides nothing, which the kernel knows. */
    private static final Path ALWAYS_EMPTY = RawPath.of("/proc/sys/fs/binfmt_misc");

    private HiddenProc() {}

    /** The covered paths. */
    public static List<String> in(MountTable mounts) {
        return mounts.entries().stream()
                .map(MountTable.Entry::point)
                .filter(point -> point.startsWith(PROC) && !point.equals(PROC) && !point.equals(ALWAYS_EMPTY))
                .map(RawPath::text)
                .toList();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.overlay;

import io.apprunner.filesystems.overlay.layer.Name;
import io.apprunner.filesystems.overlay.node.Status;
import io.apprunner.posix.Constants;
import io.apprunner.posix.folder.FileStatus;
import java.nio.charset.StandardCharsets;

/**
 * A file that is in every directory of a tree whose names match in any case, though no listing has it: programs look
 * for it to know that they need not compare all names of a directory themselves.
 */
final class CasefoldMark {
    static final long NODE = 2;
    private static final FileStatus.Time NEVER = new FileStatus.Time(0, 0);
    static final Status STATUS = new Status(
            new FileStatus(0, Constants.S_IFREG | 0444, 1, 0, 0, 0, 0, 0, NEVER, NEVER, NEVER), (1L << 32) - 1, 1);
    private static final Name NAME = Name.of(".ciopfs".getBytes(StandardCharsets.US_ASCII));

    private CasefoldMark() {}

    /** Whether a name is that of the file. */
    static boolean is(Name name) {
        return name.equals(NAME);
    }
}

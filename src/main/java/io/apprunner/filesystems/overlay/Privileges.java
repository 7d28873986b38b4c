// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.overlay;

import io.apprunner.filesystems.overlay.host.Host;
import io.apprunner.posix.Constants;
import io.apprunner.posix.folder.FileStatus;

/** The bits of a file's permissions that make a program run as somebody else. */
final class Privileges {
    private static final int GROUP_EXECUTES = 010;

    private Privileges() {}

    /** The permissions without them; without execution for the group, its bit means something else and stays. */
    static int cleared(int mode) {
        boolean isGroup = (mode & (Constants.S_ISGID | GROUP_EXECUTES)) == (Constants.S_ISGID | GROUP_EXECUTES);
        return mode & ~Constants.S_ISUID & (isGroup ? ~Constants.S_ISGID : ~0);
    }

    /** Whether a regular file has any. */
    static boolean has(FileStatus status) {
        return status.isRegular() && cleared(status.mode()) != status.mode();
    }

    /** Takes them from an open file. */
    static void clear(Host host, int file) {
        FileStatus status = host.status(file);
        if (has(status)) {
            host.contents().setMode(file, cleared(status.mode()) & 07777);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.instance;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.error.IoReason;
import io.apprunner.files.Removal;
import io.apprunner.text.RawPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The work dir of an overlay. The kernel makes a folder in it that is closed even to its owner, and never removes it;
 * what copies or removes data dirs would stumble over that. So it is there only while an instance runs. It holds
 * nothing that is worth keeping. Whoever calls holds the {@link UpperLock}.
 */
final class WorkDirectory {
    private WorkDirectory() {}

    /**
     * Makes the folder anew, without what a run that was killed has left in it.
     *
     * @throws AppRunnerException when that is impossible
     */
    static void make(Path work) {
        try {
            Removal.of(work);
            Files.createDirectory(
                    work, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new AppRunnerException(
                    ErrorCode.IO, "cannot make " + RawPath.text(work) + " anew: " + IoReason.of(e), "", e);
        }
    }

    /** Removes the folder. */
    static void remove(Path work) {
        try {
            Removal.of(work);
        } catch (IOException e) {
            // The guest's status is what counts now; the next run removes what is left, or says why it cannot.
            return;
        }
    }
}

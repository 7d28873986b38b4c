// SPDX-License-Identifier: Apache-2.0
package io.apprunner.instance;

import io.apprunner.console.Console;
import io.apprunner.error.Failure;
import io.apprunner.posix.Constants;
import io.apprunner.posix.Descriptor;
import io.apprunner.posix.Posix;
import io.apprunner.posix.PosixException;
import io.apprunner.text.RawPath;
import java.nio.file.Path;

/** The right to use an upper dir; one instance at a time has it. It ends with the process that took it. */
final class UpperLock {
    /** Seconds to wait for another instance that uses the same data dir. */
    private static final int PATIENCE = 60;

    private UpperLock() {}

    /**
     * Waits for the lock; ends the process when it takes too long.
     *
     * @throws PosixException when the folder cannot be locked at all
     */
    static void take(Posix posix, Path upper) {
        // The lock is the descriptor's, which stays open as long as this process lives.
        int flags = Constants.O_RDONLY | Constants.O_DIRECTORY | Constants.O_NOFOLLOW;
        Descriptor descriptor = posix.open(RawPath.text(upper), flags);
        int result = descriptor.lock(false);
        if (result == -Constants.EAGAIN) {
            Thread impatience = Thread.ofPlatform().daemon(true).start(UpperLock::giveUp);
            do {
                result = descriptor.lock(true);
            } while (result == -Constants.EINTR);
            impatience.interrupt();
        }
        PosixException.check(
                result, "lock " + RawPath.text(upper), "set FIM_DIR_DATA to a folder on another file system");
    }

    private static void giveUp() {
        try {
            Thread.sleep(PATIENCE * 1000L);
            new Console()
                    .error(
                            "another instance is using this image's data dir",
                            "wait for it to end, or set FIM_DIR_DATA to another folder");
            Runtime.getRuntime().halt(Failure.STATUS);
        } catch (InterruptedException e) {
            // The lock was granted in time.
        }
    }
}

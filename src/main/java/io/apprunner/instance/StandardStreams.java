// SPDX-License-Identifier: Apache-2.0
package io.apprunner.instance;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.text.RawPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a guest is given as standard input, output and error: the caller's, whatever they are, but no folder. */
final class StandardStreams {
    private static final List<String> NAMES = List.of("input", "output", "error");

    private StandardStreams() {}

    /**
     * Checks that none of them is a folder: an open folder leads to all that lies below it,
     * {@code /proc/self/fd/0/etc}.
     *
     * @param descriptors the folder that shows this process's open files, /proc/self/fd
     */
    static void check(Path descriptors) {
        for (int i = 0; i < NAMES.size(); i++) {
            if (Files.isDirectory(RawPath.resolve(descriptors, Integer.toString(i)))) {
                throw new AppRunnerException(
                        ErrorCode.USAGE,
                        "standard " + NAMES.get(i)
                                + " is a folder, through which the guest would reach the host's files",
                        "redirect it from or to a file, or share the folder with fim-bind");
            }
        }
    }
}

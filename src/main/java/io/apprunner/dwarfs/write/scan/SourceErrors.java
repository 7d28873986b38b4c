// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.scan;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.error.IoReason;
import io.apprunner.text.RawPath;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The failures of reading a source tree, each naming the file. */
public final class SourceErrors {
    private SourceErrors() {}

    /** The file exists but cannot be read, or vanished. */
    public static AppRunnerException reading(Path path, IOException cause) {
        if (cause instanceof AccessDeniedException) {
            return new AppRunnerException(
                    ErrorCode.PERMISSION,
                    "no permission to read " + RawPath.text(path),
                    "run as a user who may read it",
                    cause);
        }
        if (cause instanceof NoSuchFileException) {
            return new AppRunnerException(
                    ErrorCode.IO,
                    RawPath.text(path) + " is not there (any more)",
                    "check the path; keep the tree still",
                    cause);
        }
        return new AppRunnerException(
                ErrorCode.IO, "cannot read " + RawPath.text(path) + ": " + IoReason.of(cause), "", cause);
    }

    /** The file is not what it was when the tree was scanned. */
    public static AppRunnerException changed(Path path) {
        return new AppRunnerException(
                ErrorCode.IO,
                RawPath.text(path) + " changed while it was read",
                "stop the programs that write to the tree");
    }

    /** A name or link target whose bytes are not UTF-8. */
    static AppRunnerException notUtf8(String what, Path path) {
        return new AppRunnerException(
                ErrorCode.UNSUPPORTED,
                what + " of " + RawPath.text(path) + " is not valid UTF-8, which the image format demands",
                "rename it, for example with convmv");
    }
}

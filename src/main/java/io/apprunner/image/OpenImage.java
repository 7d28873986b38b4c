// SPDX-License-Identifier: Apache-2.0
package io.apprunner.image;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.posix.Descriptor;
import io.apprunner.posix.MemoryFile;
import io.apprunner.posix.Posix;
import io.apprunner.text.RawPath;
import java.nio.file.Path;

/**
 * The image of this process. The descriptor keeps the file that was opened, even when its name is given to another one.
 *
 * @param path its real path when it was opened
 * @param descriptor open for reading, closed on exec
 * @param layout where its parts stand
 */
public record OpenImage(Path path, Descriptor descriptor, ImageLayout layout) implements AutoCloseable {
    /**
     * A tool that the image carries.
     *
     * @throws AppRunnerException when it does not
     */
    public Tool tool(String name) {
        return layout.tool(name)
                .orElseThrow(() -> new AppRunnerException(
                        ErrorCode.FORMAT,
                        RawPath.text(path) + " does not carry the tool " + name,
                        "it was not made whole"));
    }

    /**
     * A copy of a tool in memory.
     *
     * @return the copy, sealed and closed on exec
     * @throws AppRunnerException when the image does not carry it
     */
    public MemoryFile toolInMemory(Posix posix, String name) {
        Region region = tool(name).region();
        return MemoryFile.copy(posix, descriptor, region.offset(), region.size(), name);
    }

    @Override
    public void close() {
        descriptor.close();
    }
}

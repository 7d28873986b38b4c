// SPDX-License-Identifier: Apache-2.0
package io.apprunner.boot;

import io.apprunner.error.AppRunnerException;
import io.apprunner.image.ImageLocator;
import io.apprunner.image.ImageReader;
import io.apprunner.image.Region;
import io.apprunner.posix.Constants;
import io.apprunner.posix.Descriptor;
import io.apprunner.posix.MemoryFile;
import io.apprunner.posix.NativeImage;
import io.apprunner.posix.Posix;
import io.apprunner.posix.process.ProcessText;
import io.apprunner.text.RawPath;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Moves this process out of its image. The kernel refuses writing to an executable that runs, so an operation that
 * changes the image first becomes a copy of the launcher that stands in memory.
 */
public final class Relocation {
    /** The first argument of the copy; the image's path and the command line follow. */
    public static final String RELOCATED = "fim-relocated";

    private Relocation() {}

    /**
     * Becomes the copy, in the native executable. Returns when that is not possible; the change is then made by way of
     * a copy of the image.
     */
    public static void perform(List<String> arguments) {
        if (!NativeImage.IS_NATIVE) {
            return;
        }
        Posix posix = Posix.get();
        try {
            Path image = ImageLocator.named(Files.readSymbolicLink(NativeImage.EXECUTABLE));
            Descriptor source = posix.open(RawPath.text(NativeImage.EXECUTABLE), Constants.O_RDONLY);
            Region launcher = launcher(image);
            MemoryFile copy = MemoryFile.copy(posix, source, launcher.offset(), launcher.size(), "app-runner");
            posix.closeAllOnExec(3);
            List<String> command = new ArrayList<>(List.of("app-runner", RELOCATED, RawPath.text(image)));
            command.addAll(arguments);
            posix.execute(copy.descriptor().path(), command, ProcessText.environment());
        } catch (IOException | AppRunnerException e) {
            return; // the command itself reports what is wrong with the image
        }
    }

    private static Region launcher(Path image) throws IOException {
        try (FileChannel channel = FileChannel.open(NativeImage.EXECUTABLE)) {
            return ImageReader.read(channel, RawPath.text(image)).launcher();
        }
    }
}

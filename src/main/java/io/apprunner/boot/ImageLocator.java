// SPDX-License-Identifier: Apache-2.0
package io.apprunner.boot;

import io.apprunner.config.AppRunnerConfig;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.error.IoReason;
import io.apprunner.image.ImageReader;
import io.apprunner.posix.Constants;
import io.apprunner.posix.NativeImage;
import io.apprunner.posix.Posix;
import io.apprunner.posix.PosixException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the image that this process works on: its own executable, or on the JVM the one that the settings name. */
@ApplicationScoped
public class ImageLocator {
    static final Path SELF = Path.of("/proc/self/exe");

    private final Posix posix;
    private final AppRunnerConfig config;
    private Optional<Path> relocated = Optional.empty();

    /** Made by CDI. */
    public ImageLocator(Posix posix, AppRunnerConfig config) {
        this.posix = posix;
        this.config = config;
    }

    /** Tells that this process runs outside of its image, and where that is; see {@link Relocation}. */
    public void relocated(Path image) {
        relocated = Optional.of(image);
    }

    /** The image's real path. */
    public Path path() {
        try {
            if (relocated.isPresent()) {
                return relocated.get().toRealPath();
            }
            return NativeImage.IS_NATIVE
                    ? Files.readSymbolicLink(SELF)
                    : configured().toRealPath();
        } catch (IOException e) {
            throw new AppRunnerException(
                    ErrorCode.HOST, "cannot find the image: " + IoReason.of(e), "is /proc mounted?", e);
        }
    }

    /** Opens the image and reads its layout. */
    public OpenImage open() {
        Path path = path();
        Path file = file();
        int descriptor = (int) PosixException.check(posix.open(file.toString(), Constants.O_RDONLY), "open " + path);
        try (FileChannel channel = FileChannel.open(file)) {
            return new OpenImage(path, descriptor, ImageReader.read(channel, path.toString()));
        } catch (IOException e) {
            throw new AppRunnerException(ErrorCode.IO, "cannot read " + path + ": " + IoReason.of(e), "", e);
        }
    }

    /** A path that leads to the image's bytes, also when the file that this process runs has lost its name. */
    public Path file() {
        return NativeImage.IS_NATIVE && relocated.isEmpty() ? SELF : path();
    }

    private Path configured() {
        return config.image()
                .orElseThrow(() -> new AppRunnerException(
                        ErrorCode.USAGE,
                        "there is no image: on the JVM the program is not part of one",
                        "set app-runner.image (or APP_RUNNER_IMAGE) to an image file"));
    }
}

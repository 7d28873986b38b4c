// SPDX-License-Identifier: Apache-2.0
package io.apprunner.image;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.error.IoReason;
import io.apprunner.posix.Constants;
import io.apprunner.posix.Descriptor;
import io.apprunner.posix.NativeImage;
import io.apprunner.posix.Posix;
import io.apprunner.text.RawPath;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;

/** Finds the image that this process works on: its own executable, or on the JVM the one that the settings name. */
public class ImageLocator {
    /** What the kernel adds to the name of a program whose file was removed or replaced. */
    private static final String REMOVED = " (deleted)";

    private final Posix posix;
    private final Optional<Path> configured;
    private Optional<Path> relocated = Optional.empty();
    private Optional<ImageLayout> known = Optional.empty();
    private List<Object> knownState = List.of();

    /** @param configured the image to work on when the program runs on the JVM */
    public ImageLocator(Posix posix, Optional<Path> configured) {
        this.posix = posix;
        this.configured = configured;
    }

    /** Tells that this process runs outside of its image, and where that is; it is then a copy of its launcher. */
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
                    ? named(Files.readSymbolicLink(NativeImage.EXECUTABLE))
                    : configured().toRealPath();
        } catch (IOException e) {
            throw new AppRunnerException(
                    ErrorCode.HOST, "cannot find the image: " + IoReason.of(e), "is /proc mounted?", e);
        }
    }

    /** The path behind the link to a running program: a changed image may have taken its file's place. */
    public static Path named(Path link) {
        String name = RawPath.text(link);
        return Files.exists(link) || !name.endsWith(REMOVED)
                ? link
                : RawPath.of(name.substring(0, name.length() - REMOVED.length()));
    }

    /** Opens the image and reads its layout. */
    public OpenImage open() {
        Path path = path();
        Path file = file();
        Descriptor descriptor = posix.open(RawPath.text(file), Constants.O_RDONLY, "open " + RawPath.text(path), "");
        try {
            return new OpenImage(path, descriptor, layout(file));
        } catch (IOException e) {
            throw new AppRunnerException(
                    ErrorCode.IO, "cannot read " + RawPath.text(path) + ": " + IoReason.of(e), "", e);
        }
    }

    /**
     * The layout of a file that is the image or a copy of it. It is read once, as long as the file is as it was.
     *
     * @throws IOException when it cannot be read
     * @throws AppRunnerException when it is no image, or damaged
     */
    public synchronized ImageLayout layout(Path file) throws IOException {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        List<Object> state = List.of(String.valueOf(now.fileKey()), now.size(), now.lastModifiedTime());
        Optional<ImageLayout> present = known.filter(layout -> state.equals(knownState));
        if (present.isEmpty()) {
            try (FileChannel channel = FileChannel.open(file)) {
                present = Optional.of(ImageReader.read(channel, RawPath.text(path())));
            }
            known = present;
            knownState = state;
        }
        return present.orElseThrow();
    }

    /** A path that leads to the image's bytes, also when the file that this process runs has lost its name. */
    public Path file() {
        return NativeImage.IS_NATIVE && relocated.isEmpty() ? NativeImage.EXECUTABLE : path();
    }

    private Path configured() {
        return configured.orElseThrow(() -> new AppRunnerException(
                ErrorCode.USAGE,
                "there is no image: on the JVM the program is not part of one",
                "set app-runner.image (or APP_RUNNER_IMAGE) to an image file"));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs;

import io.apprunner.dwarfs.container.ImageFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Where test images are. */
public final class Vectors {
    private Vectors() {}

    /** A file of our own images, which are part of the project. */
    public static Path own(String name) {
        return Path.of("src/test/resources/dwarfs/own").resolve(name);
    }

    /** A file of the small images of ours that found faults. */
    public static Path more(String name) {
        return Path.of("src/test/resources/dwarfs/more").resolve(name);
    }

    public static List<Path> ownImages() {
        return images(Path.of("src/test/resources/dwarfs/own"));
    }

    /** The folder of images that are not part of the project; skips the test where it is absent. */
    public static Path reference() {
        Path folder = Path.of(System.getProperty("app-runner.vectors", "../shared/vectors"), "dwarfs/reference");
        Assumptions.assumeTrue(Files.isDirectory(folder), "no reference vectors in " + folder);
        return folder;
    }

    public static List<Path> images(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".dwarfs"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens an image for the time of {@code use}. */
    public static <T> T with(Path path, Function<DwarfsImage, T> use) {
        try (FileChannel channel = FileChannel.open(path);
                DwarfsImage image = DwarfsImage.open(
                        ImageFile.of(channel, path.getFileName().toString()))) {
            return use.apply(image);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

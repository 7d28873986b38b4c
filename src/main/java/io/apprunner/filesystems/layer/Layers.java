// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.layer;

import io.apprunner.dwarfs.DwarfsImage;
import io.apprunner.dwarfs.container.ImageFile;
import io.apprunner.dwarfs.write.DwarfsWriter;
import io.apprunner.dwarfs.write.ProgressListener;
import io.apprunner.dwarfs.write.WriterOptions;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.image.LayerAppender;
import io.apprunner.posix.Posix;
import io.apprunner.text.RawPath;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes layers and puts them into images. */
@ApplicationScoped
public class Layers {
    private final Posix posix;

    /** Made by CDI. */
    public Layers(Posix posix) {
        this.posix = posix;
    }

    /**
     * Compresses a folder into a layer file.
     *
     * @param source the folder
     * @param target the file to make
     * @param options how to compress it; its start files come before those that nearly every start reads
     * @param listener told how far it is
     * @return the file's size in bytes
     * @throws AppRunnerException when the source is no folder, or reading or writing fails
     */
    public long create(Path source, Path target, WriterOptions options, ProgressListener listener) {
        if (!Files.exists(source)) {
            throw new AppRunnerException(
                    ErrorCode.USAGE, "Source directory '" + RawPath.text(source) + "' does not exist", "");
        }
        if (!Files.isDirectory(source)) {
            throw new AppRunnerException(
                    ErrorCode.USAGE, "Source '" + RawPath.text(source) + "' is not a directory", "");
        }
        List<String> all = new ArrayList<>(options.startFiles());
        all.addAll(StartFiles.paths());
        WriterOptions complete = options.withStartFiles(all).withProbe(new LayerProbe(posix));
        return new DwarfsWriter(complete, listener).write(source, target);
    }

    /**
     * Appends a layer file to an image.
     *
     * @throws AppRunnerException when the file is not a DwarFS image, or the image cannot be replaced
     */
    public void add(Path image, Path layer) {
        check(layer);
        LayerAppender.append(image, layer);
    }

    /** A layer of an image has nothing before or behind it: the whole file must be one. */
    private static void check(Path layer) {
        if (!Files.isRegularFile(layer)) {
            throw new AppRunnerException(ErrorCode.USAGE, "there is no layer file " + RawPath.text(layer), "");
        }
        try (FileChannel channel = FileChannel.open(layer);
                DwarfsImage image = DwarfsImage.open(ImageFile.of(channel, RawPath.text(layer)))) {
            image.metadata();
        } catch (IOException e) {
            throw LayerFile.failure(layer, e);
        }
    }
}

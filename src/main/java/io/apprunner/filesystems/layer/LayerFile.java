// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.layer;

import io.apprunner.dwarfs.container.ImageFile;
import io.apprunner.dwarfs.container.ImageSearch;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.error.FormatException;
import io.apprunner.error.IoReason;
import io.apprunner.image.ImageReader;
import io.apprunner.text.RawPath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An open file that holds layers: a layer file, an image with its layers, or any other file with DwarFS images in it.
 *
 * @param channel the open file
 * @param layers the windows of its layers, the lowest first; at least one
 */
public record LayerFile(FileChannel channel, List<ImageFile> layers) implements AutoCloseable {
    private static final int ELF_HEADER = 64;
    private static final byte[] MAGIC = {'D', 'W', 'A', 'R', 'F', 'S'};

    /**
     * Opens a file.
     *
     * @throws FormatException when there is no layer in it
     * @throws AppRunnerException when it cannot be read
     */
    public static LayerFile open(Path path) {
        if (!Files.isRegularFile(path)) {
            throw new AppRunnerException(ErrorCode.USAGE, "there is no layer file " + RawPath.text(path), "");
        }
        try {
            FileChannel channel = FileChannel.open(path);
            try {
                return new LayerFile(channel, find(channel, RawPath.text(path)));
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw failure(path, e);
        }
    }

    private static List<ImageFile> find(FileChannel channel, String name) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(ELF_HEADER);
        channel.read(head, 0);
        byte[] bytes = head.array();
        if (java.util.Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            return List.of(ImageFile.of(channel, name));
        }
        List<ImageFile> found = new ArrayList<>();
        if (ImageReader.isImage(bytes)) {
            ImageReader.read(channel, name)
                    .layers()
                    .forEach(layer -> found.add(ImageFile.window(channel, name, layer.offset(), layer.size())));
        } else {
            Optional<ImageFile> next = ImageSearch.find(channel, name, 0);
            while (next.isPresent()) {
                found.add(next.get());
                next = ImageSearch.find(
                        channel, name, next.get().offset() + next.get().size());
            }
        }
        if (found.isEmpty()) {
            throw new FormatException(ErrorCode.FORMAT, name, 0, "a layer (a DwarFS image)", "none in the whole file");
        }
        return List.copyOf(found);
    }

    /**
     * The only layer, or one of several.
     *
     * @param index its number from 0, or -1 when none was chosen
     */
    public ImageFile layer(int index) {
        if (index == -1 && layers.size() == 1) {
            return layers.getFirst();
        }
        if (index < 0 || index >= layers.size()) {
            String name = layers.getFirst().name();
            throw layers.size() == 1
                    ? new AppRunnerException(ErrorCode.USAGE, name + " has one layer, number 0", "")
                    : new AppRunnerException(
                            ErrorCode.USAGE,
                            name + " has the layers 0 to " + (layers.size() - 1),
                            "choose one with --layer <number>");
        }
        return layers.get(index);
    }

    /**
     * What to throw when a layer cannot be read.
     *
     * @param path the file that holds it
     * @param cause what the file system said
     */
    public static AppRunnerException failure(Path path, IOException cause) {
        return new AppRunnerException(
                ErrorCode.IO, "cannot read " + RawPath.text(path) + ": " + IoReason.of(cause), "", cause);
    }

    /** Closes the file. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.layer;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.error.IoReason;
import io.apprunner.files.Listing;
import io.apprunner.posix.Constants;
import io.apprunner.posix.Descriptor;
import io.apprunner.posix.Posix;
import io.apprunner.posix.PosixException;
import io.apprunner.text.RawPath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Finds and opens layers that are files of their own. What is no layer is left out, with a warning. */
public final class ExternalLayers implements AutoCloseable {
    /** More than the kernel's overlay can stack. */
    private static final int MAX_LAYERS = 1000;

    private static final byte[] MAGIC = "DWARFS".getBytes(StandardCharsets.US_ASCII);

    private final Posix posix;
    private final Consumer<String> warnings;
    private final List<ExternalLayer> found = new ArrayList<>();

    /** @param warnings told what is left out, in one sentence each */
    public ExternalLayers(Posix posix, Consumer<String> warnings) {
        this.posix = posix;
        this.warnings = warnings;
    }

    /**
     * A layer file.
     *
     * @param path its absolute path
     * @param descriptor open for reading, closed on exec; it keeps the file that was checked
     * @param size its size in bytes
     */
    public record ExternalLayer(Path path, Descriptor descriptor, long size) {}

    /** Closes the files of all layers found so far. Whoever uses them does not call it. */
    @Override
    public void close() {
        found.forEach(layer -> layer.descriptor().close());
    }

    /** The layers found so far, the lowest first. */
    public List<ExternalLayer> found() {
        return List.copyOf(found);
    }

    /**
     * Adds what the user has named: files, and the files that stand directly in folders, sorted by name. What does not
     * exist is left out without a word.
     *
     * @param names paths with colons between them
     */
    public void addNamed(String names) {
        for (String name : names.split(":", -1)) {
            if (!name.isEmpty()) {
                Path path = RawPath.of(name).toAbsolutePath();
                if (Files.isDirectory(path)) {
                    addFilesOf(path, true);
                } else {
                    add(path, true);
                }
            }
        }
    }

    /**
     * Adds the files that stand directly in a folder which nobody has named, sorted by name; links are not followed.
     */
    public void addManaged(Path folder) {
        addFilesOf(folder, false);
    }

    private void addFilesOf(Path folder, boolean links) {
        List<Path> files = new ArrayList<>();
        try {
            for (Path entry : Listing.of(folder)) {
                if (files.size() > MAX_LAYERS) {
                    throw tooMany();
                }
                if (links ? Files.isRegularFile(entry) : Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
                    files.add(entry);
                }
            }
        } catch (IOException e) {
            warnings.accept("cannot list the layers of '" + RawPath.text(folder) + "': " + IoReason.of(e));
            return;
        }
        files.stream().sorted().forEach(file -> add(file, links));
    }

    private void add(Path path, boolean links) {
        // Without O_NONBLOCK a pipe would make us wait.
        int flags = Constants.O_RDONLY | Constants.O_NONBLOCK | (links ? 0 : Constants.O_NOFOLLOW);
        try {
            add(path, posix.open(RawPath.text(path), flags, "open the layer " + RawPath.text(path), ""));
        } catch (PosixException e) {
            switch (e.errno()) {
                case Constants.ENOENT, Constants.ENOTDIR -> {} // named or listed, and gone by now
                case Constants.EACCES, Constants.ELOOP ->
                    warnings.accept("skipping '" + RawPath.text(path) + "': it cannot be read");
                default -> throw e;
            }
        }
    }

    private void add(Path path, Descriptor descriptor) {
        boolean isKept = false;
        try {
            if (found.size() == MAX_LAYERS) {
                throw tooMany();
            }
            isKept = addIfLayer(path, descriptor);
        } catch (IOException e) {
            warnings.accept("skipping '" + RawPath.text(path) + "': " + IoReason.alone(e));
        } finally {
            if (!isKept) {
                descriptor.close();
            }
        }
    }

    /** Only what was opened counts: the name may lead elsewhere by now. */
    private boolean addIfLayer(Path path, Descriptor descriptor) throws IOException {
        Path file = descriptor.file();
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        if (!attributes.isRegularFile() || !startsAsLayer(file)) {
            warnings.accept("skipping '" + RawPath.text(path) + "': it is no layer (a DwarFS image)");
            return false;
        }
        return found.add(new ExternalLayer(path, descriptor, attributes.size()));
    }

    private static boolean startsAsLayer(Path file) throws IOException {
        ByteBuffer start = ByteBuffer.allocate(MAGIC.length);
        try (FileChannel channel = FileChannel.open(file)) {
            channel.read(start, 0);
        }
        return Arrays.equals(start.array(), MAGIC);
    }

    private static AppRunnerException tooMany() {
        return new AppRunnerException(
                ErrorCode.LIMIT, "there are more than " + MAX_LAYERS + " layers outside of the image", "");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.reserved;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.error.IoReason;
import io.apprunner.image.ImageLocator;
import io.apprunner.image.ImageLock;
import io.apprunner.image.ImageReplacement;
import io.apprunner.posix.Posix;
import io.apprunner.text.RawPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The area of the image that this process works on. A change is there as a whole or not at all, and nobody else's
 * change is lost by it.
 */
public class ImageArea {
    private final Posix posix;
    private final ImageLocator locator;

    /** @param locator finds the image */
    public ImageArea(Posix posix, ImageLocator locator) {
        this.posix = posix;
        this.locator = locator;
    }

    /** What is done to the area of a file. */
    private interface Change {
        void apply(AreaWriter writer) throws IOException;
    }

    /**
     * The present bytes of some components, all as of one moment.
     *
     * @throws AppRunnerException when the image cannot be read, or its area is damaged
     */
    public Snapshot read(Set<Component> components) {
        return read(locator.file(), components);
    }

    /**
     * Stores new bytes of some components; nothing takes away what is stored.
     *
     * @throws AppRunnerException when they are too large, or the image cannot be written; nothing is changed then
     */
    public void write(Map<Component, Optional<byte[]>> changes) {
        AreaWriter.check(changes);
        try (ImageLock lock = ImageLock.acquire(posix, locator.path())) {
            change(lock, writer -> writer.write(changes));
        }
    }

    /**
     * Replaces the bytes of a component by some that depend on the present ones. No other process changes them in
     * between.
     *
     * @param change makes the new bytes; an exception of its own ends the change
     * @throws AppRunnerException as {@link #write}
     */
    public void update(Component component, Function<Snapshot, Optional<byte[]>> change) {
        try (ImageLock lock = ImageLock.acquire(posix, locator.path())) {
            Map<Component, Optional<byte[]>> changes =
                    Map.of(component, change.apply(read(lock.file(), Set.of(component))));
            AreaWriter.check(changes);
            change(lock, writer -> writer.write(changes));
        }
    }

    /** Forgets everything that is stored, also when all of it is damaged. */
    public void erase() {
        try (ImageLock lock = ImageLock.acquire(posix, locator.path())) {
            change(lock, AreaWriter::erase);
        }
    }

    private Snapshot read(Path file, Set<Component> components) {
        try (FileStorage storage = storage(file)) {
            return new ReservedArea(storage, RawPath.text(locator.path())).read(components);
        } catch (IOException e) {
            throw new AppRunnerException(
                    ErrorCode.IO,
                    "cannot read the settings of " + RawPath.text(locator.path()) + ": " + IoReason.of(e),
                    "",
                    e);
        }
    }

    /** In place; or, when the image runs in other processes, in a copy that is put in its place. */
    private void change(ImageLock lock, Change change) {
        try {
            try {
                apply(lock.file(), change);
            } catch (AppRunnerException e) {
                if (e.code() != ErrorCode.BUSY) {
                    throw e;
                }
                ImageReplacement.replace(lock.image(), copy -> apply(copy, change));
            }
        } catch (IOException e) {
            throw new AppRunnerException(
                    ErrorCode.IO,
                    "cannot change the settings of " + RawPath.text(lock.image()) + ": " + IoReason.of(e),
                    "they are as they were",
                    e);
        }
    }

    private void apply(Path file, Change change) throws IOException {
        try (FileStorage storage = storage(file)) {
            change.apply(new AreaWriter(storage, RawPath.text(locator.path())));
        }
    }

    private FileStorage storage(Path file) throws IOException {
        return new FileStorage(posix, file, locator.layout(file).reserved().offset());
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.db;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.error.IoReason;
import io.apprunner.image.ImageLocator;
import io.apprunner.image.ImageLock;
import io.apprunner.image.ImageReader;
import io.apprunner.image.ImageReplacement;
import io.apprunner.posix.Posix;
import io.apprunner.reserved.AreaWriter;
import io.apprunner.reserved.Component;
import io.apprunner.reserved.FileStorage;
import io.apprunner.reserved.ReservedArea;
import io.apprunner.reserved.Snapshot;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The settings stored in the image that this process works on. */
@ApplicationScoped
public class ImageSettings {
    private final Posix posix;
    private final ImageLocator locator;

    /** Made by CDI. */
    public ImageSettings(Posix posix, ImageLocator locator) {
        this.posix = posix;
        this.locator = locator;
    }

    /** What is done to the area of a file. */
    private interface Change {
        void apply(AreaWriter writer) throws IOException;
    }

    /** The present value of a setting. */
    public <T> T get(Setting<T> setting) {
        return setting.in(snapshot(Set.of(setting.component())));
    }

    /** The present values of some components, all as of one moment. */
    public Snapshot snapshot(Set<Component> components) {
        return snapshot(locator.file(), components);
    }

    /**
     * Stores a value, whatever is stored at present.
     *
     * @throws AppRunnerException when it is too large, or the image cannot be written; nothing is changed then
     */
    public <T> void set(Setting<T> setting, T value) {
        write(Map.of(setting.component(), setting.toStore(value)));
    }

    /**
     * Stores two values in one change: whatever happens, afterwards both are new or both are old.
     *
     * @throws AppRunnerException as {@link #set(Setting, Object)}
     */
    public <T, U> void set(Setting<T> first, T value, Setting<U> second, U other) {
        write(Map.of(first.component(), first.toStore(value), second.component(), second.toStore(other)));
    }

    /**
     * Replaces a value by one that is computed from it. No other process changes it in between.
     *
     * @return the value before
     * @throws AppRunnerException as {@link #set(Setting, Object)}, and when the present value is damaged
     */
    public <T> T update(Setting<T> setting, UnaryOperator<T> change) {
        try (ImageLock lock = ImageLock.acquire(posix, locator.path())) {
            T before = setting.in(snapshot(lock.file(), Set.of(setting.component())));
            write(lock, Map.of(setting.component(), setting.toStore(change.apply(before))));
            return before;
        }
    }

    /** Forgets what is stored in a component, also when it is damaged. */
    public void forget(Component component) {
        write(Map.of(component, Optional.empty()));
    }

    /** Forgets everything that is stored, also when all of it is damaged. */
    public void forgetAll() {
        try (ImageLock lock = ImageLock.acquire(posix, locator.path())) {
            change(lock, AreaWriter::erase);
        }
    }

    private Snapshot snapshot(Path file, Set<Component> components) {
        try (FileStorage storage = storage(file)) {
            return new ReservedArea(storage, locator.path().toString()).read(components);
        } catch (IOException e) {
            throw new AppRunnerException(
                    ErrorCode.IO, "cannot read the settings of " + locator.path() + ": " + IoReason.of(e), "", e);
        }
    }

    private void write(Map<Component, Optional<byte[]>> changes) {
        AreaWriter.check(changes);
        try (ImageLock lock = ImageLock.acquire(posix, locator.path())) {
            write(lock, changes);
        }
    }

    private void write(ImageLock lock, Map<Component, Optional<byte[]>> changes) {
        AreaWriter.check(changes);
        change(lock, writer -> writer.write(changes));
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
                    "cannot change the settings of " + lock.image() + ": " + IoReason.of(e),
                    "they are as they were",
                    e);
        }
    }

    private void apply(Path file, Change change) throws IOException {
        try (FileStorage storage = storage(file)) {
            change.apply(new AreaWriter(storage, locator.path().toString()));
        }
    }

    private FileStorage storage(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            long start = ImageReader.read(channel, locator.path().toString())
                    .reserved()
                    .offset();
            return new FileStorage(posix, file, start);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.config;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.error.IoReason;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The folder that holds what an image's guests write.
 *
 * @param path the folder; only its owner may enter it
 */
public record DataDirectory(Path path) {
    private static final String PRIVATE = "rwx------";
    private static final int WRITABLE_BY_OTHERS = 0_022;

    /** The upper dir of the overlay. */
    public Path upper() {
        return path.resolve("root");
    }

    /** The work dir of the overlay. */
    public Path work() {
        return path.resolve("work");
    }

    /** An empty folder that an instance covers with its own mounts, in its own mount namespace. */
    public Path mountPoint() {
        return path.resolve("mnt");
    }

    /**
     * Finds the data dir of an image and makes it where it is missing: {@code FIM_DIR_DATA}, or
     * {@code .<image>.data} beside the image, or, when that belongs to somebody else or cannot be made, a folder of the
     * user's own under {@code XDG_DATA_HOME}.
     *
     * @throws AppRunnerException when none of them can be used
     */
    public static DataDirectory prepare(Path image, HostUser user, RuntimeConfiguration configuration) {
        Optional<Path> chosen = configuration.dataDirectory();
        DataDirectory directory = chosen.isEmpty()
                ? beside(image, user).or(() -> own(image, user, configuration)).orElseThrow(() -> noPlace(image))
                : open(chosen.get(), user)
                        .orElseThrow(() -> new AppRunnerException(
                                ErrorCode.PERMISSION,
                                "the data dir " + chosen.get() + " (FIM_DIR_DATA) cannot be used",
                                "it must be a folder of yours that nobody else can write"));
        for (Path part : List.of(directory.upper(), directory.work(), directory.mountPoint())) {
            // The upper dir is the guest's root directory, which other users of the guest must be able to enter.
            if (!make(part, user, part.equals(directory.upper()) ? "rwxr-xr-x" : PRIVATE)) {
                throw new AppRunnerException(
                        ErrorCode.PERMISSION, part + " is not a folder of yours", "remove it or set FIM_DIR_DATA");
            }
        }
        return directory;
    }

    /**
     * The data dir of an image if it is there already; nothing is made.
     *
     * @return the one that {@link #prepare} would take, or nothing when it would have to make it
     */
    public static Optional<DataDirectory> find(Path image, HostUser user, RuntimeConfiguration configuration) {
        Path beside = besidePath(image);
        Path place = configuration
                .dataDirectory()
                .orElseGet(() -> isOwn(beside, user) || isFree(beside) ? beside : ownPath(image, user, configuration));
        return Optional.of(place).filter(path -> isOwn(path, user)).map(DataDirectory::new);
    }

    /** The folder of layers that every run adds to those of the image; nothing when it is not there, or not the user's. */
    public Optional<Path> managedLayers(HostUser user) {
        return Optional.of(path.resolve("layers")).filter(folder -> isOwn(folder, user));
    }

    /** Whether a folder that is not there could be made. */
    private static boolean isFree(Path folder) {
        return !Files.exists(folder, LinkOption.NOFOLLOW_LINKS) && Files.isWritable(folder.getParent());
    }

    private static Path besidePath(Path image) {
        return image.resolveSibling("." + image.getFileName() + ".data");
    }

    private static Path ownPath(Path image, HostUser user, RuntimeConfiguration configuration) {
        String name =
                image.getFileName() + "-" + Integer.toHexString(image.toString().hashCode()) + ".data";
        return configuration.dataHome(user).resolve("app-runner").resolve(name);
    }

    private static Optional<DataDirectory> beside(Path image, HostUser user) {
        return open(besidePath(image), user);
    }

    private static Optional<DataDirectory> own(Path image, HostUser user, RuntimeConfiguration configuration) {
        Path folder = ownPath(image, user, configuration);
        try {
            Files.createDirectories(folder.getParent());
        } catch (IOException e) {
            return Optional.empty();
        }
        return open(folder, user);
    }

    private static Optional<DataDirectory> open(Path path, HostUser user) {
        return make(path, user, PRIVATE) ? Optional.of(new DataDirectory(path)) : Optional.empty();
    }

    /** Makes a folder unless it is there; tells whether it is a real folder, ours, and closed to others. */
    private static boolean make(Path path, HostUser user, String permissions) {
        try {
            Files.createDirectory(
                    path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)));
        } catch (FileAlreadyExistsException e) {
            // Checked below, like a fresh one.
        } catch (FileSystemException e) {
            return false;
        } catch (IOException e) {
            throw new AppRunnerException(ErrorCode.IO, "cannot make " + path + ": " + IoReason.of(e), "", e);
        }
        return isOwn(path, user);
    }

    /** Whether there is a real folder, ours, and closed to others. */
    private static boolean isOwn(Path path, HostUser user) {
        try {
            Map<String, Object> attributes =
                    Files.readAttributes(path, "unix:uid,mode,isDirectory", LinkOption.NOFOLLOW_LINKS);
            return Boolean.TRUE.equals(attributes.get("isDirectory"))
                    && Integer.valueOf(user.userId()).equals(attributes.get("uid"))
                    && attributes.get("mode") instanceof Integer mode
                    && (mode & WRITABLE_BY_OTHERS) == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static AppRunnerException noPlace(Path image) {
        return new AppRunnerException(
                ErrorCode.PERMISSION,
                "there is no place for what the guest writes: neither beside " + image + " nor in your home",
                "set FIM_DIR_DATA to a folder of yours");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.config;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.error.IoReason;
import io.apprunner.error.WriteObstacle;
import io.apprunner.text.RawPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * The folder that holds what an image's guests write.
 *
 * <p>A guest of root can make files that run with root's rights, so others must not reach the upper dir, which itself
 * is open to all because it is the guest's root directory. A data dir that only its owner may enter protects it. In one
 * that the user has opened to others there is a closed folder {@value #PRIVATE} between, and it is kept from then on.
 *
 * @param path the folder; nobody but its owner may write to it
 * @param closed the folder itself or the one between; only its owner may enter it
 */
public record DataDirectory(Path path, Path closed) {
    private static final String PRIVATE = "private";
    private static final String UPPER = "root";

    /** The upper dir of the overlay. */
    public Path upper() {
        return closed.resolve(UPPER);
    }

    /** The work dir of the overlay. It is there only while a guest runs. */
    public Path work() {
        return closed.resolve("work");
    }

    /** An empty folder that an instance covers with its own mounts, in its own mount namespace. */
    public Path mountPoint() {
        return closed.resolve("mnt");
    }

    /**
     * Finds the data dir of an image and makes it where it is missing: {@code FIM_DIR_DATA}, or {@code .<image>.data}
     * beside the image, or, when that belongs to somebody else or cannot be made, a folder of the user's own under
     * {@code XDG_DATA_HOME}.
     *
     * @throws AppRunnerException when none of them can be used
     */
    public static DataDirectory prepare(Path image, HostUser user, RuntimeConfiguration configuration) {
        Optional<Path> chosen = configuration.dataDirectory();
        Path path = chosen.isEmpty()
                ? makeBeside(besidePath(image), user)
                        .or(() ->
                                HomeDataDirectory.of(image, user, configuration).make(user))
                        .orElseThrow(() -> noPlace(image))
                : makeChosen(chosen.get(), user);
        DataDirectory directory = of(path, user);
        directory.close(user);
        // Other users of the guest must be able to enter its root directory.
        directory.makePart(directory.upper(), user, "rwxr-xr-x");
        directory.makePart(directory.mountPoint(), user, OwnFolder.PRIVATE);
        return directory;
    }

    /**
     * The data dir of an image if it is there already; nothing is made.
     *
     * @return the one that {@link #prepare} would take, or nothing when it would have to make it
     */
    public static Optional<DataDirectory> find(Path image, HostUser user, RuntimeConfiguration configuration) {
        Optional<Path> chosen = configuration.dataDirectory();
        Path beside = besidePath(image);
        Optional<Path> place;
        if (chosen.isPresent() || OwnFolder.isOwn(beside, user) || isFree(beside)) {
            place = Optional.of(chosen.orElse(beside));
        } else {
            place = Optional.of(HomeDataDirectory.of(image, user, configuration))
                    .filter(HomeDataDirectory::isOfImage)
                    .map(HomeDataDirectory::folder);
        }
        return place.filter(path -> OwnFolder.isOwn(path, user)).map(path -> of(path, user));
    }

    /**
     * The folder of layers that every run adds to those of the image; nothing when it is not there, or not the user's.
     */
    public Optional<Path> managedLayers(HostUser user) {
        return Optional.of(path.resolve("layers")).filter(folder -> OwnFolder.isOwn(folder, user));
    }

    private static DataDirectory of(Path path, HostUser user) {
        Path between = path.resolve(PRIVATE);
        boolean isDirect = OwnFolder.isPrivate(path, user) && !Files.exists(between, LinkOption.NOFOLLOW_LINKS);
        return new DataDirectory(path, isDirect ? path : between);
    }

    /**
     * Makes the folder between, if there is to be one, and moves there what was written while the data dir was closed.
     */
    private void close(HostUser user) {
        if (closed.equals(path)) {
            return;
        }
        if (!makeOwn(closed, user, OwnFolder.PRIVATE) || !OwnFolder.isPrivate(closed, user)) {
            throw new AppRunnerException(
                    ErrorCode.PERMISSION,
                    RawPath.text(closed) + " is not a folder of yours that is closed to others",
                    "close it with chmod 700, or set FIM_DIR_DATA to another folder");
        }
        Path before = path.resolve(UPPER);
        if (OwnFolder.isOwn(before, user) && !Files.exists(upper(), LinkOption.NOFOLLOW_LINKS)) {
            try {
                Files.move(before, upper(), StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                if (!Files.exists(upper(), LinkOption.NOFOLLOW_LINKS)) { // else another start was faster
                    throw new AppRunnerException(
                            ErrorCode.IO,
                            "cannot move " + RawPath.text(before) + " to " + RawPath.text(upper()) + ": "
                                    + IoReason.of(e),
                            "",
                            e);
                }
            }
        }
    }

    private void makePart(Path part, HostUser user, String permissions) {
        if (!makeOwn(part, user, permissions)) {
            throw new AppRunnerException(
                    ErrorCode.PERMISSION,
                    RawPath.text(part) + " is not a folder of yours",
                    "remove it or set FIM_DIR_DATA");
        }
    }

    /** Whether a folder that is not there could be made. */
    private static boolean isFree(Path folder) {
        return !Files.exists(folder, LinkOption.NOFOLLOW_LINKS) && Files.isWritable(folder.getParent());
    }

    private static Path besidePath(Path image) {
        return RawPath.resolveSibling(image, "." + RawPath.name(image) + ".data");
    }

    /** {@link OwnFolder#make} of a folder for which there is no other. */
    private static boolean makeOwn(Path path, HostUser user, String permissions) {
        try {
            return OwnFolder.make(path, user, permissions);
        } catch (IOException e) {
            throw notMade(RawPath.text(path), e);
        }
    }

    private static Optional<Path> makeBeside(Path path, HostUser user) {
        try {
            return OwnFolder.make(path, user, OwnFolder.PRIVATE) ? Optional.of(path) : Optional.empty();
        } catch (IOException e) {
            passOver(path, e);
            return Optional.empty();
        }
    }

    private static Path makeChosen(Path path, HostUser user) {
        String name = "the data dir " + RawPath.text(path) + " (FIM_DIR_DATA)";
        try {
            if (OwnFolder.make(path, user, OwnFolder.PRIVATE)) {
                return path;
            }
        } catch (IOException e) {
            throw notMade(name, e);
        }
        throw new AppRunnerException(
                ErrorCode.PERMISSION,
                name + " cannot be used",
                "it must be a folder of yours that nobody else can write");
    }

    /**
     * Goes on where another place may do. Where there only is no room for now another place would hide what the guest
     * has written, today or later.
     *
     * @throws AppRunnerException when the file system is full
     */
    static void passOver(Path path, IOException failure) {
        if (WriteObstacle.of(failure).filter(WriteObstacle::isFull).isPresent()) {
            throw notMade(RawPath.text(path), failure);
        }
    }

    private static AppRunnerException notMade(String name, IOException failure) {
        return new AppRunnerException(
                ErrorCode.IO,
                "cannot make " + name + ": " + IoReason.of(failure),
                "set FIM_DIR_DATA to a folder of yours",
                failure);
    }

    private static AppRunnerException noPlace(Path image) {
        return new AppRunnerException(
                ErrorCode.PERMISSION,
                "there is no place for what the guest writes: neither beside " + RawPath.text(image)
                        + " nor in your home",
                "set FIM_DIR_DATA to a folder of yours");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.config;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.files.AtomicFile;
import io.apprunner.text.RawPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The data dir of an image below the user's data home, for images whose own folder cannot be written. Its name has a
 * hash of the image's path, and a file in it has the path itself, so that two images never share one.
 *
 * @param folder the data dir, which need not be there
 * @param image the image's path in the form of a URI: it keeps every byte, also of names that are not text here
 */
record HomeDataDirectory(Path folder, String image) {
    /** Bytes of the hash in the folder's name. */
    private static final int HASH_SIZE = 16;

    private static final String OWNER = "image";

    static HomeDataDirectory of(Path image, HostUser user, RuntimeConfiguration configuration) {
        String path = image.toUri().getRawPath();
        String name = RawPath.name(image) + "-" + hash(path) + ".data";
        return new HomeDataDirectory(RawPath.resolve(configuration.dataHome(user), "app-runner/" + name), path);
    }

    /**
     * Makes the folder unless it is there.
     *
     * @return the folder, or nothing when it cannot be made
     * @throws AppRunnerException when it is another image's
     */
    Optional<Path> make(HostUser user) {
        try {
            Files.createDirectories(folder.getParent());
            if (!OwnFolder.make(folder, user, OwnFolder.PRIVATE)) {
                return Optional.empty();
            }
            if (!Files.exists(folder.resolve(OWNER), LinkOption.NOFOLLOW_LINKS)) {
                AtomicFile.write(folder.resolve(OWNER), line());
            }
        } catch (IOException e) {
            DataDirectory.passOver(folder, e);
            return Optional.empty();
        }
        if (!isOfImage()) {
            throw new AppRunnerException(
                    ErrorCode.PERMISSION,
                    "the data dir " + RawPath.text(folder) + " belongs to another image",
                    "its file " + OWNER + " says to which; set FIM_DIR_DATA to a folder of yours");
        }
        return Optional.of(folder);
    }

    /** Whether the folder says that it belongs to this image. */
    boolean isOfImage() {
        try {
            return Arrays.equals(Files.readAllBytes(folder.resolve(OWNER)), line());
        } catch (IOException e) {
            return false;
        }
    }

    private byte[] line() {
        return (image + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static String hash(String path) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(path.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(hash, 0, HASH_SIZE);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

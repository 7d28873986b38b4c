// SPDX-License-Identifier: Apache-2.0
package io.apprunner.config;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** Folders that belong to a user and that nobody else can write. */
final class OwnFolder {
    static final String PRIVATE = "rwx------";

    private static final int WRITABLE_BY_OTHERS = 0_022;
    private static final int OPEN_TO_OTHERS = 0_077;

    private OwnFolder() {}

    /**
     * Makes a folder unless it is there; tells whether it is a real folder, the user's, and not writable for others.
     *
     * @param permissions of a new one
     * @throws IOException when it is not there and cannot be made
     */
    static boolean make(Path path, HostUser user, String permissions) throws IOException {
        try {
            Files.createDirectory(
                    path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)));
        } catch (FileAlreadyExistsException e) {
            // Checked below, like a fresh one.
        }
        return isOwn(path, user);
    }

    /** Whether there is a real folder, the user's, and not writable for others. */
    static boolean isOwn(Path path, HostUser user) {
        return has(path, user, WRITABLE_BY_OTHERS);
    }

    /** Whether there is a real folder, the user's, and others cannot do anything with it. */
    static boolean isPrivate(Path path, HostUser user) {
        return has(path, user, OPEN_TO_OTHERS);
    }

    private static boolean has(Path path, HostUser user, int forbidden) {
        try {
            Map<String, Object> attributes =
                    Files.readAttributes(path, "unix:uid,mode,isDirectory", LinkOption.NOFOLLOW_LINKS);
            return Boolean.TRUE.equals(attributes.get("isDirectory"))
                    && Integer.valueOf(user.userId()).equals(attributes.get("uid"))
                    && attributes.get("mode") instanceof Integer mode
                    && (mode & forbidden) == 0;
        } catch (IOException e) {
            return false;
        }
    }
}

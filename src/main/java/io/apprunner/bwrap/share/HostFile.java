// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap.share;

import io.apprunner.text.RawPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at files of the host that variables name, before they are shared: a variable can name anything, and whoever
 * sets it may be less trusted than who runs us.
 *
 * @param user the id of the user whose files they may be
 */
record HostFile(int user) {
    private static final int TYPE = 0xF000;
    private static final int SOCKET = 0xC000;
    private static final int REGULAR = 0x8000;
    private static final int ROOT = 0;

    /** The real path of a socket that the user or root has made; nothing when there is none. */
    Optional<Path> socket(String name) {
        return find(name)
                .filter(path -> isOf(path, SOCKET, Optional.of(user)) || isOf(path, SOCKET, Optional.of(ROOT)));
    }

    /**
     * Whether a file of the folder of X displays is a socket; who runs the server is no matter, as its folder is fixed.
     */
    boolean display(String name) {
        return isOf(RawPath.of(name), SOCKET, Optional.empty());
    }

    /** The real path of an X authority file of the user; nothing when there is none. */
    Optional<Path> authority(String name) {
        return find(name).filter(path -> isOf(path, REGULAR, Optional.of(user)) && AuthorityFile.isOne(path));
    }

    /** Links are followed once, here: what they lead to is what is looked at and what is shared. */
    private static Optional<Path> find(String name) {
        try {
            return name.startsWith("/") ? Optional.of(RawPath.of(name).toRealPath()) : Optional.empty();
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static boolean isOf(Path path, int type, Optional<Integer> owner) {
        try {
            Map<String, Object> facts = Files.readAttributes(path, "unix:mode,uid", LinkOption.NOFOLLOW_LINKS);
            return facts.get("mode") instanceof Integer mode
                    && (mode & TYPE) == type
                    && owner.map(one -> one.equals(facts.get("uid"))).orElse(true);
        } catch (IOException e) {
            return false;
        }
    }
}

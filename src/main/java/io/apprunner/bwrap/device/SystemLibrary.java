// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap.device;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/** Whether a file can be given to a guest as a library of the system. */
final class SystemLibrary {
    private static final int TYPE = 0xF000;
    private static final int REGULAR = 0x8000;

    /** Group and others may write. */
    private static final int WRITABLE = 0x12;

    /** Bytes of a program or library that tell what it is. */
    private static final int HEAD = 5;

    private SystemLibrary() {}

    /** Whether it is a regular file, no link, of who owns the host's root folder, and nobody else can write it. */
    static boolean isOfOwner(Path root, Path path) {
        try {
            Object owner = Files.getAttribute(root, "unix:uid");
            Map<String, Object> facts = Files.readAttributes(path, "unix:mode,uid", LinkOption.NOFOLLOW_LINKS);
            return facts.get("mode") instanceof Integer mode
                    && (mode & TYPE) == REGULAR
                    && (mode & WRITABLE) == 0
                    && owner.equals(facts.get("uid"));
        } catch (IOException e) {
            return false;
        }
    }

    /** 2 for a library of 64 bits, 1 for one of 32 bits, 0 for what is none. */
    static int width(Path library) {
        try (InputStream file = Files.newInputStream(library)) {
            byte[] head = file.readNBytes(HEAD);
            boolean isLibrary = head.length == HEAD && head[0] == 0x7f && head[1] == 'E';
            return isLibrary ? head[HEAD - 1] : 0;
        } catch (IOException e) {
            return 0;
        }
    }
}

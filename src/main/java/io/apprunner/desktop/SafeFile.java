// SPDX-License-Identifier: Apache-2.0
package io.apprunner.desktop;

import io.apprunner.files.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Set;

/**
 * Whole files at once: who reads one sees the old or the new content. A link in a file's place is replaced, never
 * followed.
 */
final class SafeFile {
    private SafeFile() {}

    /** Makes a file have this content; gives whether it had another one, or was not there. */
    static boolean write(Path file, byte[] content) throws IOException {
        if (has(file, content)) {
            return false;
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        AtomicFile.write(file, content);
        return true;
    }

    private static boolean has(Path file, byte[] content) throws IOException {
        if (!DataHome.isThere(file)) {
            return false;
        }
        BasicFileAttributes attributes =
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile() || attributes.size() != content.length) {
            return false;
        }
        try (SeekableByteChannel channel =
                Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            ByteBuffer found = ByteBuffer.allocate(content.length + 1);
            while (channel.read(found) > 0) {
                // more may follow
            }
            return found.position() == content.length
                    && Arrays.equals(found.array(), 0, content.length, content, 0, content.length);
        }
    }
}

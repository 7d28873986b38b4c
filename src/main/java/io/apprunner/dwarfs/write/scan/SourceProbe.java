// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.scan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.List;

/**
 * Tells about files what the Java library does not know. It lists extended attributes, so that what an image cannot
 * hold is reported; ACLs and file capabilities are extended attributes too ({@code system.posix_acl_access},
 * {@code security.capability}).
 */
@FunctionalInterface
public interface SourceProbe {
    /**
     * A part of a file that has no place on disk and reads as zeros: from the byte {@code from} to before {@code to}.
     */
    record Hole(long from, long to) {}

    /**
     * The full names of the attributes of {@code path}, which is of any type: it is neither to be followed when it is a
     * symbolic link nor to be opened when it is a device or a pipe.
     */
    List<String> names(Path path) throws IOException;

    /**
     * Whether an overlay file system would show nothing of the lower layers in this directory. The image then has an
     * empty file {@link TreeScanner#OPAQUE} in it.
     */
    default boolean isOpaque(Path directory) throws IOException {
        return false;
    }

    /**
     * The holes of a regular file, ascending. The image is the same without them, but they need not be read.
     *
     * @param shortest shorter ones may be left out
     */
    default List<Hole> holes(Path file, long shortest) throws IOException {
        return List.of();
    }

    /**
     * A probe that sees only what the Java library shows: the {@code user.} attributes, which only files and
     * directories have, of those that can be opened. Callers that can make system calls should give a probe of their
     * own.
     */
    static SourceProbe userAttributes() {
        return path -> {
            // The library opens what it looks at.
            if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                    && !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                return List.of();
            }
            UserDefinedFileAttributeView view =
                    Files.getFileAttributeView(path, UserDefinedFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
            return view == null
                    ? List.of()
                    : view.list().stream().map(name -> "user." + name).toList();
        };
    }

    /** A probe that finds nothing, which saves opening every file. */
    static SourceProbe none() {
        return path -> List.of();
    }
}

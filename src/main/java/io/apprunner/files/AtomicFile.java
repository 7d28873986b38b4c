// SPDX-License-Identifier: Apache-2.0
package io.apprunner.files;

import io.apprunner.text.RawPath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/**
 * A file that gets its name only when all of it is on the disk. Until then it has a random name in the same folder,
 * which nobody else has; without a {@link #commit} nothing is left of it. Belongs to one thread.
 */
public final class AtomicFile implements AutoCloseable {
    private static final int ATTEMPTS = 10;

    private final Path target;
    private final Path temporary;
    private final FileChannel channel;

    private AtomicFile(Path target, Path temporary, FileChannel channel) {
        this.target = target;
        this.temporary = temporary;
        this.channel = channel;
    }

    /**
     * Begins a file.
     *
     * @param target its name at last; a file or link of that name is replaced, a link is never followed
     * @param attributes of the new file; without any it has the permissions that new files have
     * @throws IOException when the folder cannot be written, or the target is a folder, a device or the like
     */
    public static AtomicFile create(Path target, FileAttribute<?>... attributes) throws IOException {
        Path absolute = target.toAbsolutePath();
        checkReplaceable(absolute);
        SecureRandom random = new SecureRandom();
        for (int attempt = 1; ; attempt++) {
            Path temporary = RawPath.resolveSibling(
                    absolute, ".app-runner-" + HexFormat.of().toHexDigits(random.nextLong()) + ".tmp");
            try {
                return new AtomicFile(absolute, temporary, open(temporary, attributes));
            } catch (FileAlreadyExistsException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** Makes a file have this content; see {@link #create}. */
    public static void write(Path target, byte[] content, FileAttribute<?>... attributes) throws IOException {
        try (AtomicFile file = create(target, attributes)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                file.channel().write(bytes);
            }
            file.commit();
        }
    }

    /**
     * Gives a complete file the name of another one, which it replaces. After a crash the name leads to the old file or
     * to the whole new one.
     *
     * @param complete in the same folder as the target
     */
    public static void replace(Path complete, Path target) throws IOException {
        try (FileChannel file = FileChannel.open(complete, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            file.force(true);
        }
        rename(complete, target);
    }

    /** Where the content is to be written. It is closed with this object. */
    public FileChannel channel() {
        return channel;
    }

    /** The name that the file has for now. */
    public Path path() {
        return temporary;
    }

    /**
     * Puts the file on the disk and gives it its name.
     *
     * @throws IOException when that fails; the target is then as it was
     */
    public void commit() throws IOException {
        channel.force(true);
        checkReplaceable(target);
        rename(temporary, target);
    }

    /** Ends the writing. What was not committed is gone. */
    @Override
    public void close() throws IOException {
        try (channel) {
            Files.deleteIfExists(temporary);
        }
    }

    private static FileChannel open(Path file, FileAttribute<?>... attributes) throws IOException {
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                attributes);
    }

    /** Renaming would put a file in the place of /dev/null and of /dev/stdout as well. */
    private static void checkReplaceable(Path target) throws IOException {
        boolean isFolder = Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS);
        // A link that leads nowhere, or to something that may not be looked at, is only a link.
        boolean isOther = Files.exists(target)
                && Files.readAttributes(target, BasicFileAttributes.class).isOther();
        if (isFolder || isOther) {
            throw new FileSystemException(RawPath.text(target), null, "it is there and not a regular file");
        }
    }

    private static void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Path folder = to.toAbsolutePath().getParent();
        if (folder != null) {
            syncNames(folder);
        }
    }

    private static void syncNames(Path folder) {
        try (FileChannel names = FileChannel.open(folder)) {
            names.force(true);
        } catch (IOException e) {
            // The user may not list the folder, or its file system cannot do it. The file itself is whole in any case.
            return;
        }
    }
}

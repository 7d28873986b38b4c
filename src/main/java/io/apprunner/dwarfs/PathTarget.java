// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * An {@link ExtractionTarget} made with the Java file API alone. It leaves out devices, pipes and sockets, does not know
 * names that are not UTF-8, and drops repeated slashes in the targets of links.
 */
public final class PathTarget implements ExtractionTarget {
    private static final int PERMISSIONS = 07777;

    private final Path root;
    private final boolean setsOwners;

    /**
     * @param root the directory to make, or an empty one
     * @param setsOwners whether files are given the owners that the image says, which only root may do
     */
    public PathTarget(Path root, boolean setsOwners) {
        this.root = root;
        this.setsOwners = setsOwners;
    }

    /** An operation of the file API. */
    private interface Step<T> {
        T run(Path path) throws IOException;
    }

    private <T> T at(byte[] path, Step<T> step) {
        try {
            return step.run(resolve(path));
        } catch (IOException | InvalidPathException e) {
            throw new AppRunnerException(ErrorCode.IO, "cannot extract " + printable(path) + ": " + e, "", e);
        }
    }

    private static String printable(byte[] path) {
        return new String(path, StandardCharsets.UTF_8);
    }

    private Path resolve(byte[] path) throws IOException {
        return path.length == 0 ? root : root.resolve(text(path));
    }

    private static String text(byte[] bytes) throws IOException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IOException("not a name in UTF-8", e);
        }
    }

    @Override
    public void makeDirectory(byte[] path) {
        at(path, directory -> {
            if (path.length > 0 || !Files.isDirectory(directory)) {
                return Files.createDirectory(directory);
            }
            try (Stream<Path> present = Files.list(directory)) {
                if (present.findAny().isPresent()) {
                    throw new IOException("the directory is not empty");
                }
            }
            return directory;
        });
    }

    @Override
    public FileChannel makeFile(byte[] path) {
        return at(path, file -> FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    @Override
    public void makeHardLink(byte[] path, byte[] existing) {
        at(path, link -> Files.createLink(link, resolve(existing)));
    }

    @Override
    public void makeLink(byte[] path, byte[] target) {
        at(path, link -> Files.createSymbolicLink(link, Path.of(text(target))));
    }

    @Override
    public boolean makeSpecial(byte[] path, int mode, long device) {
        return false;
    }

    @Override
    public void setAttributes(byte[] path, Metadata metadata, int inode) {
        at(path, file -> {
            if (setsOwners) {
                Files.setAttribute(file, "unix:uid", metadata.uid(inode), LinkOption.NOFOLLOW_LINKS);
                Files.setAttribute(file, "unix:gid", metadata.gid(inode), LinkOption.NOFOLLOW_LINKS);
            }
            if (metadata.type(inode) != FileType.LINK) {
                Files.setAttribute(file, "unix:mode", metadata.mode(inode) & PERMISSIONS);
            }
            Files.getFileAttributeView(file, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .setTimes(
                            time(metadata.modifiedSeconds(inode), metadata.modifiedNanos(inode)),
                            time(metadata.accessedSeconds(inode), metadata.accessedNanos(inode)),
                            null);
            return file;
        });
    }

    private static FileTime time(long seconds, int nanos) throws IOException {
        if (seconds < Instant.MIN.getEpochSecond() || seconds >= Instant.MAX.getEpochSecond()) {
            throw new IOException("time " + seconds + " is out of range");
        }
        return FileTime.from(Instant.ofEpochSecond(seconds, nanos));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.tree;

import io.apprunner.dwarfs.format.FileType;
import io.apprunner.dwarfs.metadata.Metadata;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.error.IoReason;
import io.apprunner.files.Listing;
import io.apprunner.text.RawPath;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Set;

/**
 * An {@link ExtractionTarget} made with the Java file API alone. It leaves out devices, pipes and sockets, and drops
 * repeated slashes in the targets of links. What it makes is out of the reach of other users until the extraction ends;
 * nobody else must be able to write to the root itself or to replace it.
 */
public final class PathTarget implements ExtractionTarget {
    /** Until the image's own permissions are set, nobody else reads a file or puts a link into a directory. */
    private static final FileAttribute<?> OWN_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private static final FileAttribute<?> OWN_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private static final Set<OpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

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
        } catch (IOException e) {
            throw failure(e);
        } catch (InvalidPathException e) {
            throw new AppRunnerException(ErrorCode.IO, "no file can have this name here", "", e);
        }
    }

    /** Without the path: the target may be known by another one than the user's. */
    private static AppRunnerException failure(IOException cause) {
        return new AppRunnerException(ErrorCode.IO, IoReason.alone(cause), "", cause);
    }

    private Path resolve(byte[] path) {
        return path.length == 0 ? root : root.resolve(RawPath.exactly(path));
    }

    @Override
    public void makeDirectory(byte[] path) {
        at(path, directory -> {
            if (path.length > 0 || !Files.isDirectory(directory)) {
                return Files.createDirectory(directory, OWN_DIRECTORY);
            }
            if (!Listing.of(directory).isEmpty()) {
                throw new IOException("the directory is not empty");
            }
            return directory;
        });
    }

    @Override
    public FileChannel makeFile(byte[] path) {
        return at(path, file -> FileChannel.open(file, NEW, OWN_FILE));
    }

    @Override
    public void removeFile(byte[] path) {
        at(path, Files::deleteIfExists);
    }

    /**
     * File systems and kernels refuse links for several reasons; only where something stands already is no copy made.
     */
    @Override
    public boolean makeHardLink(byte[] path, byte[] existing) {
        return at(path, link -> {
            try {
                Files.createLink(link, resolve(existing));
                return true;
            } catch (FileAlreadyExistsException e) {
                throw e;
            } catch (FileSystemException | UnsupportedOperationException e) {
                return false;
            }
        });
    }

    @Override
    public void makeLink(byte[] path, byte[] target) {
        at(path, link -> Files.createSymbolicLink(link, RawPath.exactly(target)));
    }

    @Override
    public boolean makeSpecial(byte[] path, int mode, long device) {
        return false;
    }

    @Override
    public void setAttributes(byte[] path, Metadata metadata, int inode, int permissions) {
        setPermissions(path, metadata, inode, permissions);
        at(path, file -> {
            Files.getFileAttributeView(file, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .setTimes(
                            time(metadata.modifiedSeconds(inode), metadata.modifiedNanos(inode)),
                            time(metadata.accessedSeconds(inode), metadata.accessedNanos(inode)),
                            null);
            return file;
        });
    }

    /** Sets owner and permissions, but not times: the Java file API opens what it sets times of, and a pipe blocks. */
    public void setPermissions(byte[] path, Metadata metadata, int inode, int permissions) {
        at(path, file -> {
            if (setsOwners) {
                Files.setAttribute(file, "unix:uid", metadata.uid(inode), LinkOption.NOFOLLOW_LINKS);
                Files.setAttribute(file, "unix:gid", metadata.gid(inode), LinkOption.NOFOLLOW_LINKS);
            }
            if (metadata.type(inode) != FileType.LINK) {
                Files.setAttribute(file, "unix:mode", permissions);
            }
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

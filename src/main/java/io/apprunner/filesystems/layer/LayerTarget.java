// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.layer;

import io.apprunner.dwarfs.metadata.Metadata;
import io.apprunner.dwarfs.tree.ExtractionTarget;
import io.apprunner.dwarfs.tree.PathTarget;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.error.IoReason;
import io.apprunner.files.Listing;
import io.apprunner.posix.Constants;
import io.apprunner.posix.Descriptor;
import io.apprunner.posix.Posix;
import io.apprunner.posix.PosixException;
import io.apprunner.text.RawPath;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A folder to which a layer is extracted: what the Java file API can do, and links, devices and pipes by system calls.
 *
 * <p>The folder is opened once, belongs to the user, and is nobody else's to write to until the end. So nothing that
 * others do meanwhile, renaming it or putting links in its place, leads outside of it.
 */
final class LayerTarget implements ExtractionTarget, AutoCloseable {
    private static final int PRIVATE = 0700;
    private static final int PERMISSIONS = 07777;

    private final Posix posix;
    private final Descriptor folder;
    private final PathTarget files;
    private final byte[] root;

    private LayerTarget(Posix posix, Descriptor folder) {
        Path path = path(folder);
        this.posix = posix;
        this.folder = folder;
        this.files = new PathTarget(path, posix.userId() == 0);
        this.root = RawPath.bytes(path);
    }

    /** The folder itself, wherever its name leads by now. The dot makes it a directory where links are not followed. */
    private static Path path(Descriptor folder) {
        return RawPath.of(folder.path() + "/.");
    }

    /**
     * Opens a folder, or makes it.
     *
     * @param folder empty, or not there; not a symbolic link
     * @throws AppRunnerException when it cannot be made or opened, is not empty, or belongs to somebody else
     */
    static LayerTarget open(Posix posix, Path folder) {
        try {
            if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(folder);
            }
        } catch (IOException e) {
            throw new AppRunnerException(
                    ErrorCode.IO, "cannot extract to " + RawPath.text(folder) + ": " + IoReason.alone(e), "", e);
        }
        int flags = Constants.O_RDONLY | Constants.O_DIRECTORY | Constants.O_NOFOLLOW;
        Descriptor descriptor = posix.open(RawPath.text(folder), flags, "extract to " + RawPath.text(folder), "");
        try {
            makePrivate(posix, folder, path(descriptor));
        } catch (IOException e) {
            descriptor.close();
            throw new AppRunnerException(
                    ErrorCode.IO, "cannot extract to " + RawPath.text(folder) + ": " + IoReason.alone(e), "", e);
        } catch (AppRunnerException e) {
            descriptor.close();
            throw e;
        }
        return new LayerTarget(posix, descriptor);
    }

    private static void makePrivate(Posix posix, Path folder, Path opened) throws IOException {
        if ((int) Files.getAttribute(opened, "unix:uid") != posix.userId()) {
            throw new AppRunnerException(
                    ErrorCode.PERMISSION,
                    "the folder " + RawPath.text(folder) + " belongs to another user",
                    "choose one of your own, or one that does not exist");
        }
        int mode = (int) Files.getAttribute(opened, "unix:mode") & PERMISSIONS;
        Files.setAttribute(opened, "unix:mode", PRIVATE);
        if (!Listing.of(opened).isEmpty()) {
            Files.setAttribute(opened, "unix:mode", mode);
            throw new AppRunnerException(ErrorCode.IO, "the folder " + RawPath.text(folder) + " is not empty", "");
        }
    }

    /** Ends the use of the folder. */
    @Override
    public void close() {
        folder.close();
    }

    private byte[] absolute(byte[] path) {
        byte[] result = Arrays.copyOf(root, root.length + 1 + path.length);
        result[root.length] = '/';
        System.arraycopy(path, 0, result, root.length + 1, path.length);
        return result;
    }

    @Override
    public void makeDirectory(byte[] path) {
        if (path.length > 0) {
            files.makeDirectory(path);
        }
    }

    @Override
    public FileChannel makeFile(byte[] path) {
        return files.makeFile(path);
    }

    @Override
    public void removeFile(byte[] path) {
        files.removeFile(path);
    }

    @Override
    public boolean makeHardLink(byte[] path, byte[] existing) {
        return files.makeHardLink(path, existing);
    }

    @Override
    public void makeLink(byte[] path, byte[] target) {
        PosixException.check(posix.makeLink(target, absolute(path)), "make a link");
    }

    /** Those that the kernel does not let us make are left out: devices, but for whiteouts, are root's alone. */
    @Override
    public boolean makeSpecial(byte[] path, int mode, long device) {
        int result = posix.makeNode(absolute(path), mode, device);
        if (result == -Constants.EPERM) {
            return false;
        }
        PosixException.check(result, "make a special file");
        return true;
    }

    @Override
    public void setAttributes(byte[] path, Metadata metadata, int inode, int permissions) {
        files.setPermissions(path, metadata, inode, permissions);
        int result = posix.setTimes(
                absolute(path),
                metadata.accessedSeconds(inode),
                metadata.accessedNanos(inode),
                metadata.modifiedSeconds(inode),
                metadata.modifiedNanos(inode));
        PosixException.check(result, "set its times");
    }
}

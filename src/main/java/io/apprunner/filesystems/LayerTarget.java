// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems;

import io.apprunner.dwarfs.ExtractionTarget;
import io.apprunner.dwarfs.Metadata;
import io.apprunner.dwarfs.PathTarget;
import io.apprunner.dwarfs.write.scan.PathBytes;
import io.apprunner.posix.Constants;
import io.apprunner.posix.Posix;
import io.apprunner.posix.PosixException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** A folder to which a layer is extracted: what the Java file API can do, and links, devices and pipes by system calls. */
final class LayerTarget implements ExtractionTarget {
    private final Posix posix;
    private final PathTarget files;
    private final byte[] root;

    LayerTarget(Posix posix, Path root) {
        this.posix = posix;
        this.files = new PathTarget(root, posix.userId() == 0);
        this.root = PathBytes.of(root.toAbsolutePath());
    }

    private byte[] absolute(byte[] path) {
        byte[] result = Arrays.copyOf(root, root.length + 1 + path.length);
        result[root.length] = '/';
        System.arraycopy(path, 0, result, root.length + 1, path.length);
        return result;
    }

    @Override
    public void makeDirectory(byte[] path) {
        files.makeDirectory(path);
    }

    @Override
    public FileChannel makeFile(byte[] path) {
        return files.makeFile(path);
    }

    @Override
    public void makeHardLink(byte[] path, byte[] existing) {
        files.makeHardLink(path, existing);
    }

    @Override
    public void makeLink(byte[] path, byte[] target) {
        PosixException.check(posix.makeLink(target, absolute(path)), "extract " + text(path));
    }

    /** Those that the kernel does not let us make are left out: devices, but for whiteouts, are root's alone. */
    @Override
    public boolean makeSpecial(byte[] path, int mode, long device) {
        int result = posix.makeNode(absolute(path), mode, device);
        if (result == -Constants.EPERM) {
            return false;
        }
        PosixException.check(result, "extract " + text(path));
        return true;
    }

    @Override
    public void setAttributes(byte[] path, Metadata metadata, int inode) {
        files.setPermissions(path, metadata, inode);
        int result = posix.setTimes(
                absolute(path),
                metadata.accessedSeconds(inode),
                metadata.accessedNanos(inode),
                metadata.modifiedSeconds(inode),
                metadata.modifiedNanos(inode));
        PosixException.check(result, "set the times of " + text(path));
    }

    private static String text(byte[] path) {
        return new String(path, StandardCharsets.UTF_8);
    }
}

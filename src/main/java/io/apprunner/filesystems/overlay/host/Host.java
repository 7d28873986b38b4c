// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.overlay.host;

import static io.apprunner.fuse.FuseException.check;

import io.apprunner.filesystems.overlay.layer.Name;
import io.apprunner.fuse.FuseException;
import io.apprunner.posix.Constants;
import io.apprunner.posix.Posix;
import io.apprunner.posix.folder.ContentCalls;
import io.apprunner.posix.folder.FileStatus;
import io.apprunner.posix.folder.FolderCalls;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The file system of the upper branch: its calls, and the work folder beside it, in which everything is made before it
 * appears.
 *
 * @param user who this process is
 * @param upper the open upper folder
 * @param work the open work folder, on the same file system
 */
public record Host(
        FolderCalls folders, ContentCalls contents, int user, int group, int upper, int work, AtomicLong counter) {
    /** The mark of a folder that hides what lower branches have in its place. */
    public static final byte[] OPAQUE = ascii("user.overlay.opaque");

    private static final byte[] OTHER_OPAQUE = ascii("user.fuseoverlayfs.opaque");
    private static final byte[] YES = {'y'};
    private static final int FIFO_ENTRY = 1;

    /** The folders of a union. */
    public static Host of(Posix posix, int upper, int work) {
        return new Host(
                new FolderCalls(posix),
                new ContentCalls(posix),
                posix.userId(),
                posix.groupId(),
                upper,
                work,
                new AtomicLong());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** A name in the work folder that nothing has. */
    public byte[] freshName() {
        return ascii("#" + Long.toHexString(counter.incrementAndGet()));
    }

    /** Opens a folder of the upper branch. */
    public int openFolder(int parent, Name name) {
        return (int) check(folders.open(parent, name.bytes(), Constants.O_RDONLY | Constants.O_DIRECTORY, 0));
    }

    /** Opens a regular file for reading and writing; what its owner may not read is opened all the same. */
    public int openContent(int folder, Name name) {
        int flags = Constants.O_RDWR | Constants.O_NONBLOCK;
        int file = folders.open(folder, name.bytes(), flags, 0);
        if (file == -Constants.EACCES) {
            FileStatus status = status(folder, name);
            if (status.isRegular() && folders.setMode(folder, name.bytes(), 0600) == 0) {
                file = folders.open(folder, name.bytes(), flags, 0);
                folders.setMode(folder, name.bytes(), status.mode() & 07777);
            }
        }
        check(file);
        return file;
    }

    /** The status of a name. */
    public FileStatus status(int folder, Name name) {
        return folders.status(folder, name.bytes()).orElseThrow(() -> new FuseException(Constants.ENOENT));
    }

    /** The status of an open file. */
    public FileStatus status(int file) {
        return contents.status(file).orElseThrow(() -> new FuseException(Constants.EIO));
    }

    /** Whether an open folder hides what is below. */
    public boolean isOpaque(int folder) {
        return contents.attribute(folder, OPAQUE).isPresent()
                || contents.attribute(folder, OTHER_OPAQUE).isPresent();
    }

    /** Has a folder hide what is below. */
    public void makeOpaque(int folder, byte[] name) {
        int open = (int) check(folders.open(folder, name, Constants.O_RDONLY | Constants.O_DIRECTORY, 0));
        try {
            check(contents.setAttribute(open, OPAQUE, YES, 0));
        } finally {
            contents.close(open);
        }
    }

    /** Makes a name that hides what is below; there is nothing of this name. */
    public void makeWhiteout(int folder, byte[] name) {
        check(folders.makeNode(folder, name, Constants.S_IFCHR, 0));
    }

    /** Has a whiteout take the place of what is no folder, at once. */
    public void whiteoutOver(int folder, byte[] name) {
        byte[] made = freshName();
        makeWhiteout(work, made);
        moveFromWork(made, folder, name, 0);
    }

    /** Has what was made in the work folder appear; removes it there when that fails. */
    public void moveFromWork(byte[] made, int folder, byte[] name, int flags) {
        int result = folders.rename(work, made, folder, name, flags);
        if (result < 0) {
            discard(made);
            check(result);
        }
    }

    /** Removes from the work folder whatever has this name; what cannot be removed is left to the next start. */
    public void discard(byte[] made) {
        if (folders.remove(work, made) == -Constants.EISDIR) {
            int open = folders.open(work, made, Constants.O_RDONLY | Constants.O_DIRECTORY, 0);
            if (open >= 0) {
                empty(open);
                contents.close(open);
            }
            folders.removeFolder(work, made);
        }
    }

    /** Removes everything in an open folder. */
    public void empty(int folder) {
        folders.list(folder, (name, inode, type) -> {
            if (folders.remove(folder, name) == -Constants.EISDIR) {
                folders.setMode(folder, name, 0700);
                int open = folders.open(folder, name, Constants.O_RDONLY | Constants.O_DIRECTORY, 0);
                if (open >= 0) {
                    empty(open);
                    contents.close(open);
                }
                folders.removeFolder(folder, name);
            }
        });
    }

    /** Told of a name in a folder. */
    public interface NameVisitor {
        /** Told once for each; {@code type} is as {@link UpperEntry#type} has it. */
        void name(Name name, long inode, int type);
    }

    /** Tells all names in an open folder. */
    public void list(int folder, NameVisitor visitor) {
        check(folders.list(folder, (bytes, inode, entryType) -> {
            int type = entryType << 12;
            // A character device may be a whiteout, and some file systems tell no types.
            if (type == Constants.S_IFCHR || entryType < FIFO_ENTRY) {
                FileStatus status = folders.status(folder, bytes).orElse(null);
                if (status == null) {
                    return;
                }
                type = status.isWhiteout() ? UpperEntry.WHITEOUT : status.type();
            }
            visitor.name(Name.of(bytes), inode, type);
        }));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.posix.folder;

import io.apprunner.posix.Constants;
import io.apprunner.posix.SystemCall;
import io.apprunner.posix.SystemCalls;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * System calls about names in open folders. A folder is the number of its descriptor, a name one component of a path.
 * No symbolic link is followed. Methods return 0 or more, or the negated errno.
 *
 * @param calls makes them
 */
public record FolderCalls(SystemCalls calls) {
    private static final int TIMES = 4 * Long.BYTES;

    /** Told of each name in a folder. */
    public interface EntryVisitor {
        /**
         * Told once for each.
         *
         * @param name its bytes
         * @param inode the number of the file
         * @param type DT_* of dirent.h
         */
        void entry(byte[] name, long inode, int type);
    }

    /** openat(2) with O_NOFOLLOW and O_CLOEXEC; gives the number of a descriptor. */
    public int open(int folder, byte[] name, int flags, int mode) {
        Scratch scratch = Scratch.get();
        int all = flags | Constants.O_NOFOLLOW | Constants.O_CLOEXEC;
        return (int) calls.call(SystemCall.OPENAT, folder, Scratch.string(scratch.first, name), all, mode, 0, 0);
    }

    /** fstatat(2) of the name itself; nothing when there is none, or it cannot be looked at. */
    public Optional<FileStatus> status(int folder, byte[] name) {
        Scratch scratch = Scratch.get();
        long result = calls.call(
                SystemCall.NEWFSTATAT,
                folder,
                Scratch.string(scratch.first, name),
                scratch.small.address(),
                Constants.AT_SYMLINK_NOFOLLOW | (name.length == 0 ? Constants.AT_EMPTY_PATH : 0),
                0,
                0);
        return result < 0 ? Optional.empty() : Optional.of(FileStatus.of(scratch.small.buffer()));
    }

    /** mkdirat(2). */
    public int makeFolder(int folder, byte[] name, int mode) {
        return (int) calls.call(SystemCall.MKDIRAT, folder, Scratch.string(Scratch.get().first, name), mode);
    }

    /** mknodat(2); {@code mode} has the type too. */
    public int makeNode(int folder, byte[] name, int mode, long device) {
        long text = Scratch.string(Scratch.get().first, name);
        return (int) calls.call(SystemCall.MKNODAT, folder, text, mode, device, 0, 0);
    }

    /** symlinkat(2). */
    public int makeLink(byte[] target, int folder, byte[] name) {
        Scratch scratch = Scratch.get();
        long to = Scratch.string(scratch.second, target);
        return (int) calls.call(SystemCall.SYMLINKAT, to, folder, Scratch.string(scratch.first, name));
    }

    /** readlinkat(2): the target. */
    public Optional<byte[]> linkTarget(int folder, byte[] name) {
        Scratch scratch = Scratch.get();
        long text = Scratch.string(scratch.first, name);
        int length = (int)
                calls.call(SystemCall.READLINKAT, folder, text, scratch.second.address(), Constants.PATH_MAX, 0, 0);
        if (length < 0) {
            return Optional.empty();
        }
        byte[] target = new byte[length];
        scratch.second.buffer().get(0, target);
        return Optional.of(target);
    }

    /** linkat(2). */
    public int link(int from, byte[] name, int folder, byte[] newName) {
        Scratch scratch = Scratch.get();
        long old = Scratch.string(scratch.first, name);
        return (int) calls.call(SystemCall.LINKAT, from, old, folder, Scratch.string(scratch.second, newName), 0, 0);
    }

    /** linkat(2) of an open file, whether it has a name or not; needs /proc. */
    public int linkOpen(int file, int folder, byte[] newName) {
        Scratch scratch = Scratch.get();
        byte[] path = ("/proc/self/fd/" + file).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        long old = Scratch.string(scratch.first, path);
        long to = Scratch.string(scratch.second, newName);
        return (int) calls.call(SystemCall.LINKAT, Constants.AT_FDCWD, old, folder, to, Constants.AT_SYMLINK_FOLLOW, 0);
    }

    /** unlinkat(2) of what is no folder. */
    public int remove(int folder, byte[] name) {
        return (int) calls.call(SystemCall.UNLINKAT, folder, Scratch.string(Scratch.get().first, name), 0);
    }

    /** unlinkat(2) of a folder. */
    public int removeFolder(int folder, byte[] name) {
        long text = Scratch.string(Scratch.get().first, name);
        return (int) calls.call(SystemCall.UNLINKAT, folder, text, Constants.AT_REMOVEDIR);
    }

    /** renameat2(2); {@code flags} such as {@link Constants#RENAME_NOREPLACE}. */
    public int rename(int from, byte[] name, int to, byte[] newName, int flags) {
        Scratch scratch = Scratch.get();
        long old = Scratch.string(scratch.first, name);
        long text = Scratch.string(scratch.second, newName);
        return (int) calls.call(SystemCall.RENAMEAT2, from, old, to, text, flags, 0);
    }

    /** fchmodat(2); it follows links, so {@code name} must not be one. */
    public int setMode(int folder, byte[] name, int mode) {
        return (int) calls.call(SystemCall.FCHMODAT, folder, Scratch.string(Scratch.get().first, name), mode);
    }

    /** fchownat(2); -1 leaves a number as it is. */
    public int setOwner(int folder, byte[] name, int user, int group) {
        long text = Scratch.string(Scratch.get().first, name);
        return (int) calls.call(SystemCall.FCHOWNAT, folder, text, user, group, Constants.AT_SYMLINK_NOFOLLOW, 0);
    }

    /** utimensat(2); nanoseconds may be {@link Constants#UTIME_NOW} or {@link Constants#UTIME_OMIT}. */
    public int setTimes(int folder, byte[] name, FileStatus.Time accessed, FileStatus.Time modified) {
        Scratch scratch = Scratch.get();
        long text = Scratch.string(scratch.first, name);
        long times = times(scratch, accessed, modified);
        return (int) calls.call(SystemCall.UTIMENSAT, folder, text, times, Constants.AT_SYMLINK_NOFOLLOW, 0, 0);
    }

    static long times(Scratch scratch, FileStatus.Time accessed, FileStatus.Time modified) {
        ByteBuffer buffer = scratch.large.buffer();
        buffer.putLong(0, accessed.seconds()).putLong(8, accessed.nanos());
        buffer.putLong(16, modified.seconds()).putLong(TIMES - Long.BYTES, modified.nanos());
        return scratch.large.address();
    }

    /**
     * All names in a folder but the dots. The folder must be open for reading; its position is set back first.
     *
     * @return 0 or the negated errno
     */
    public int list(int folder, EntryVisitor visitor) {
        Scratch scratch = Scratch.get();
        ByteBuffer buffer = scratch.large.buffer();
        long done = calls.call(SystemCall.LSEEK, folder, 0, 0);
        while (done >= 0) {
            done = calls.call(SystemCall.GETDENTS64, folder, scratch.large.address(), buffer.capacity());
            if (done <= 0) {
                return (int) done;
            }
            byte[] batch = new byte[(int) done];
            buffer.get(0, batch);
            visit(ByteBuffer.wrap(batch).order(buffer.order()), visitor);
        }
        return (int) done;
    }

    private static void visit(ByteBuffer batch, EntryVisitor visitor) {
        int at = 0;
        while (at < batch.capacity()) {
            int size = Short.toUnsignedInt(batch.getShort(at + 16));
            int end = at + 19;
            while (batch.get(end) != 0) {
                end++;
            }
            byte[] name = new byte[end - at - 19];
            batch.get(at + 19, name);
            boolean isDots = name[0] == '.' && (name.length == 1 || (name.length == 2 && name[1] == '.'));
            if (!isDots) {
                visitor.entry(name, batch.getLong(at), batch.get(at + 18));
            }
            at += size;
        }
    }

    /**
     * Has the calling thread create files with exactly the permissions that are asked for, whatever the umask of the
     * process; other threads keep theirs.
     */
    public void forgetMask() {
        if (calls.call(SystemCall.UNSHARE, Constants.CLONE_FS, 0, 0) == 0) {
            calls.call(SystemCall.UMASK, 0, 0, 0);
        }
    }
}

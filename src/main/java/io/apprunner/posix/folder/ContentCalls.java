// SPDX-License-Identifier: Apache-2.0
package io.apprunner.posix.folder;

import io.apprunner.posix.SystemCall;
import io.apprunner.posix.SystemCalls;
import io.apprunner.posix.memory.NativeMemory;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * System calls about open files by the numbers of their descriptors: content, status and extended attributes. Methods
 * return 0 or more, or the negated errno.
 *
 * @param calls makes them
 */
public record ContentCalls(SystemCalls calls) {
    private static final int ATTRIBUTE_LIMIT = 1 << 16;
    private static final byte[] NO_NAME = {};

    /** pread(2) into native memory. */
    public long read(int file, long address, long length, long offset) {
        return calls.call(SystemCall.PREAD64, file, address, length, offset, 0, 0);
    }

    /** pwrite(2) from native memory. */
    public long write(int file, long address, long length, long offset) {
        return calls.call(SystemCall.PWRITE64, file, address, length, offset, 0, 0);
    }

    /** ftruncate(2). */
    public int truncate(int file, long size) {
        return (int) calls.call(SystemCall.FTRUNCATE, file, size, 0);
    }

    /** fallocate(2). */
    public int allocate(int file, int mode, long offset, long length) {
        return (int) calls.call(SystemCall.FALLOCATE, file, mode, offset, length, 0, 0);
    }

    /** copy_file_range(2) between two places; gives how many bytes. */
    public long copy(int from, long offset, int to, long target, long length) {
        Scratch scratch = Scratch.get();
        scratch.small.buffer().putLong(0, offset).putLong(Long.BYTES, target);
        long address = scratch.small.address();
        return calls.call(SystemCall.COPY_FILE_RANGE, from, address, to, address + Long.BYTES, length, 0);
    }

    /** lseek(2). */
    public long seek(int file, long offset, int whence) {
        return calls.call(SystemCall.LSEEK, file, offset, whence);
    }

    /** fsync(2), or fdatasync(2) when only the content matters. */
    public int synchronize(int file, boolean dataOnly) {
        return (int) calls.call(dataOnly ? SystemCall.FDATASYNC : SystemCall.FSYNC, file, 0, 0);
    }

    /** close(2). */
    public void close(int file) {
        calls.call(SystemCall.CLOSE, file, 0, 0);
    }

    /** fchmod(2). */
    public int setMode(int file, int mode) {
        return (int) calls.call(SystemCall.FCHMOD, file, mode, 0);
    }

    /** fchown(2); -1 leaves a number as it is. */
    public int setOwner(int file, int user, int group) {
        return (int) calls.call(SystemCall.FCHOWN, file, user, group);
    }

    /** futimens(3), see {@link FolderCalls#setTimes}. */
    public int setTimes(int file, FileStatus.Time accessed, FileStatus.Time modified) {
        long times = FolderCalls.times(Scratch.get(), accessed, modified);
        return (int) calls.call(SystemCall.UTIMENSAT, file, 0, times, 0, 0, 0);
    }

    /** fstat(2). */
    public Optional<FileStatus> status(int file) {
        return new FolderCalls(calls).status(file, NO_NAME);
    }

    /** fstatfs(2): the kernel's struct statfs of 120 bytes; nothing when it is not told. */
    public Optional<byte[]> fileSystem(int file) {
        Scratch scratch = Scratch.get();
        if (calls.call(SystemCall.FSTATFS, file, scratch.small.address(), 0) < 0) {
            return Optional.empty();
        }
        byte[] figures = new byte[120];
        scratch.small.buffer().get(0, figures);
        return Optional.of(figures);
    }

    /** fgetxattr(2); nothing when the file has no such attribute, or none at all. */
    public Optional<byte[]> attribute(int file, byte[] name) {
        Scratch scratch = Scratch.get();
        long text = Scratch.string(scratch.first, name);
        long length = calls.call(SystemCall.FGETXATTR, file, text, scratch.large.address(), ATTRIBUTE_LIMIT, 0, 0);
        return bytes(scratch, length);
    }

    /** flistxattr(2): the names, each with a NUL behind it; nothing where there are no attributes. */
    public Optional<byte[]> attributeNames(int file) {
        Scratch scratch = Scratch.get();
        return bytes(scratch, calls.call(SystemCall.FLISTXATTR, file, scratch.large.address(), ATTRIBUTE_LIMIT));
    }

    private static Optional<byte[]> bytes(Scratch scratch, long length) {
        if (length < 0) {
            return Optional.empty();
        }
        byte[] bytes = new byte[(int) length];
        scratch.large.buffer().get(0, bytes);
        return Optional.of(bytes);
    }

    /** fsetxattr(2); {@code flags} as there. */
    public int setAttribute(int file, byte[] name, byte[] value, int flags) {
        long text = Scratch.string(Scratch.get().first, name);
        try (NativeMemory memory = NativeMemory.allocate(Math.max(1, value.length))) {
            ByteBuffer buffer = memory.buffer();
            buffer.put(0, value);
            return (int) calls.call(SystemCall.FSETXATTR, file, text, memory.address(), value.length, flags, 0);
        }
    }

    /** fremovexattr(2). */
    public int removeAttribute(int file, byte[] name) {
        return (int) calls.call(SystemCall.FREMOVEXATTR, file, Scratch.string(Scratch.get().first, name), 0);
    }
}

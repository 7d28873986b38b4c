// SPDX-License-Identifier: Apache-2.0
package io.apprunner.posix;

import io.apprunner.posix.memory.NativeMemory;

/** System calls about files by their paths, which are absolute or relative to the working folder. */
public interface FileCalls extends SystemCalls {
    /**
     * open(2) with O_CLOEXEC added to {@code flags}.
     *
     * @throws PosixException when it cannot be opened
     */
    default Descriptor open(String path, int flags) {
        return open(path, flags, "open " + path, "");
    }

    /**
     * As above, with what a failure says.
     *
     * @param action what is tried, such as {@code open /dev/fuse}
     * @param hint what the user can do, or the empty string
     */
    default Descriptor open(String path, int flags, String action, String hint) {
        try (NativeMemory name = NativeMemory.string(path)) {
            return open(name, flags, action, hint);
        }
    }

    /** As above; {@code path} is a C string. */
    default Descriptor open(NativeMemory path, int flags, String action, String hint) {
        long number = call(SystemCall.OPEN, path.address(), flags | Constants.O_CLOEXEC, 0);
        return Descriptor.of(this, (int) PosixException.check(number, action, hint));
    }

    /** pipe2(2): two descriptors that are closed on exec. */
    default Descriptor.Pipe pipe() {
        try (NativeMemory ends = NativeMemory.allocate(2 * Integer.BYTES)) {
            PosixException.check(call(SystemCall.PIPE2, ends.address(), Constants.O_CLOEXEC, 0), "make a pipe");
            return new Descriptor.Pipe(
                    Descriptor.of(this, ends.buffer().getInt(0)),
                    Descriptor.of(this, ends.buffer().getInt(Integer.BYTES)));
        }
    }

    /**
     * socketpair(2): two ends that exchange whole messages in both directions, closed on exec. A read gives 0 when the
     * other end is closed everywhere.
     */
    default Descriptor.Ends socketPair() {
        try (NativeMemory ends = NativeMemory.allocate(2 * Integer.BYTES)) {
            int type = Constants.SOCK_SEQPACKET | Constants.O_CLOEXEC;
            PosixException.check(
                    call(SystemCall.SOCKETPAIR, Constants.AF_UNIX, type, 0, ends.address(), 0, 0), "make a socket");
            return new Descriptor.Ends(
                    Descriptor.of(this, ends.buffer().getInt(0)),
                    Descriptor.of(this, ends.buffer().getInt(Integer.BYTES)));
        }
    }

    /** symlink(2) with exactly these bytes. */
    default int makeLink(byte[] target, byte[] path) {
        try (NativeMemory to = NativeMemory.string(target);
                NativeMemory name = NativeMemory.string(path)) {
            return (int) call(SystemCall.SYMLINK, to.address(), name.address(), 0);
        }
    }

    /** mknod(2); {@code mode} has the type and permissions, less those of the process's umask. */
    default int makeNode(byte[] path, int mode, long device) {
        try (NativeMemory name = NativeMemory.string(path)) {
            return (int) call(SystemCall.MKNOD, name.address(), mode, device);
        }
    }

    /** utimensat(2) of an absolute path that is not followed when it is a symbolic link. */
    default int setTimes(byte[] path, long accessed, int accessedNanos, long modified, int modifiedNanos) {
        try (NativeMemory name = NativeMemory.string(path);
                NativeMemory times = NativeMemory.allocate(4 * Long.BYTES)) {
            times.buffer().putLong(0, accessed).putLong(8, accessedNanos);
            times.buffer().putLong(16, modified).putLong(24, modifiedNanos);
            return (int)
                    call(SystemCall.UTIMENSAT, 0, name.address(), times.address(), Constants.AT_SYMLINK_NOFOLLOW, 0, 0);
        }
    }

    /**
     * llistxattr(2).
     *
     * @param path the address of a C string
     * @param names takes the names, each with a NUL behind it
     * @return their bytes; with memory of no size, how many there would be
     */
    default int attributeNames(long path, NativeMemory names) {
        return (int) call(
                SystemCall.LLISTXATTR, path, names.address(), names.buffer().capacity());
    }

    /** lgetxattr(2); {@code path} and {@code name} are addresses of C strings; gives the bytes of {@code value}. */
    default int attribute(long path, long name, NativeMemory value) {
        return (int) call(
                SystemCall.LGETXATTR,
                path,
                name,
                value.address(),
                value.buffer().capacity(),
                0,
                0);
    }

    /**
     * poll(2).
     *
     * @param entries the address of {@code count} entries of descriptor (4 bytes), events and returned events (2 each)
     * @param milliseconds how long to wait; for ever when negative
     * @return how many entries have events
     */
    default int poll(long entries, int count, int milliseconds) {
        return (int) call(SystemCall.POLL, entries, count, milliseconds);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.posix;

import io.apprunner.posix.memory.NativeMemory;
import io.apprunner.posix.memory.StringArray;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * System calls of Linux. Methods return a value &gt;= 0, or the negated errno; {@link PosixException#check} turns the
 * latter into an exception. All methods are safe for use by several threads.
 */
public interface Posix {
    /** The implementation for this kind of process; the choice is made when the native image is built. */
    static Posix get() {
        return NativeImage.IS_NATIVE ? LinkedPosix.INSTANCE : JnaPosix.INSTANCE;
    }

    /**
     * Makes one system call with up to six arguments.
     *
     * @return the call's result, or the negated errno
     */
    long call(SystemCall call, long a, long b, long c, long d, long e, long f);

    /**
     * Starts a program with all signals at their default and none blocked. It inherits those descriptors that are not
     * marked close-on-exec.
     *
     * @param path the executable file; it is not searched for
     * @param arguments the argument list, the program's name first
     * @param environment the whole environment, each entry {@code NAME=value}
     * @param descriptors which of our descriptors (value) becomes which one of the child (key)
     * @return the child's process id, or the negated errno
     */
    int spawn(String path, List<String> arguments, List<String> environment, Map<Integer, Integer> descriptors);

    /**
     * {@link #spawn}, but the child leads a process group of its own, which can be killed as a whole.
     *
     * @param folder the child's working folder; nothing for ours
     */
    int spawnGroup(
            String path,
            List<String> arguments,
            List<String> environment,
            Map<Integer, Integer> descriptors,
            Optional<String> folder);

    /** {@link #call} with three arguments. */
    default long call(SystemCall call, long a, long b, long c) {
        return call(call, a, b, c, 0, 0, 0);
    }

    /** open(2) with O_CLOEXEC added to {@code flags}; gives the descriptor. */
    default int open(String path, int flags) {
        try (NativeMemory name = NativeMemory.string(path)) {
            return open(name.address(), flags);
        }
    }

    /** As above; {@code path} is the address of a C string. */
    default int open(long path, int flags) {
        return (int) call(SystemCall.OPEN, path, flags | Constants.O_CLOEXEC, 0);
    }

    /** lseek(2); gives the position. */
    default long seek(int descriptor, long offset, int whence) {
        return call(SystemCall.LSEEK, descriptor, offset, whence);
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

    /** close(2). */
    default int close(int descriptor) {
        return (int) call(SystemCall.CLOSE, descriptor, 0, 0);
    }

    /** dup2(2): makes {@code copy} a second name of {@code descriptor}. */
    default int become(int descriptor, int copy) {
        return (int) call(SystemCall.DUP2, descriptor, copy, 0);
    }

    /** setsid(2): leaves the terminal; a signal from it does not reach this process any more. */
    default int newSession() {
        return (int) call(SystemCall.SETSID, 0, 0, 0);
    }

    /** read(2) into native memory. */
    default long read(int descriptor, long address, long length) {
        return call(SystemCall.READ, descriptor, address, length);
    }

    /** write(2) from native memory. */
    default long write(int descriptor, long address, long length) {
        return call(SystemCall.WRITE, descriptor, address, length);
    }

    /** writev(2); {@code vectors} is the address of {@code count} pairs of address and length. */
    default long writev(int descriptor, long vectors, int count) {
        return call(SystemCall.WRITEV, descriptor, vectors, count);
    }

    /** ioctl(2). */
    default int ioctl(int descriptor, long request, long argument) {
        return (int) call(SystemCall.IOCTL, descriptor, request, argument);
    }

    /** isatty(3): whether a descriptor is a terminal. */
    default boolean isTerminal(int descriptor) {
        try (NativeMemory attributes = NativeMemory.allocate(Constants.TERMIOS_SIZE)) {
            return ioctl(descriptor, Constants.TCGETS, attributes.address()) >= 0;
        }
    }

    /** mount(2). */
    default int mount(String source, String target, String type, long flags, String data) {
        try (NativeMemory s = NativeMemory.string(source);
                NativeMemory t = NativeMemory.string(target);
                NativeMemory y = NativeMemory.string(type);
                NativeMemory d = NativeMemory.string(data)) {
            return (int) call(SystemCall.MOUNT, s.address(), t.address(), y.address(), flags, d.address(), 0);
        }
    }

    /** memfd_create(2): a file that lives in memory only; gives a descriptor that is kept on exec. */
    default int memoryFile(String name) {
        try (NativeMemory n = NativeMemory.string(name)) {
            return (int) call(SystemCall.MEMFD_CREATE, n.address(), Constants.MFD_ALLOW_SEALING, 0);
        }
    }

    /** Forbids every later change of a memory file's content and size. */
    default int seal(int descriptor) {
        return (int) call(SystemCall.FCNTL, descriptor, Constants.F_ADD_SEALS, Constants.F_SEAL_ALL);
    }

    /** Whether a memory file has been {@link #seal sealed}. */
    default boolean isSealed(int descriptor) {
        long seals = call(SystemCall.FCNTL, descriptor, Constants.F_GET_SEALS, 0);
        return seals >= 0 && (seals & Constants.F_SEAL_WRITE) != 0;
    }

    /** Copies {@code length} bytes between files inside the kernel; the source's position stays. */
    default long sendFile(int target, int source, long sourceOffset, long length) {
        try (NativeMemory offset = NativeMemory.allocate(Long.BYTES)) {
            offset.buffer().putLong(0, sourceOffset);
            return call(SystemCall.SENDFILE, target, source, offset.address(), length, 0, 0);
        }
    }

    /** Whether {@code descriptor} is closed when this process executes another program. */
    default int closeOnExec(int descriptor, boolean close) {
        return (int) call(SystemCall.FCNTL, descriptor, Constants.F_SETFD, close ? Constants.FD_CLOEXEC : 0);
    }

    /**
     * Marks every descriptor from {@code first} on as closed when this process executes another program.
     *
     * @throws io.apprunner.error.AppRunnerException when that is not possible
     */
    default void closeAllOnExec(int first) {
        new DescriptorTable(this).closeOnExec(first);
    }

    /**
     * Opens the null device as those of standard input, output and error that are closed, so that no other file takes
     * their place. To be called before anything is opened.
     */
    default void fillStandardDescriptors() {
        new DescriptorTable(this).fillStandard();
    }

    /** A copy of a descriptor, closed on exec, whose number is {@code least} or higher. */
    default int duplicate(int descriptor, int least) {
        return (int) call(SystemCall.FCNTL, descriptor, Constants.F_DUPFD_CLOEXEC, least);
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

    /** pidfd_open(2): a descriptor, closed on exec, that can be read from (for poll) when a process has ended. */
    default int openProcess(int process) {
        return (int) call(SystemCall.PIDFD_OPEN, process, 0, 0);
    }

    /** kill(2); a negative number means the process group of that number. */
    default int kill(int process, int signal) {
        return (int) call(SystemCall.KILL, process, signal, 0);
    }

    /** flock(2), exclusive; {@code -EWOULDBLOCK} when it is taken and {@code wait} is not set. */
    default int lock(int descriptor, boolean wait) {
        return (int) call(SystemCall.FLOCK, descriptor, Constants.LOCK_EX | (wait ? 0 : Constants.LOCK_NB), 0);
    }

    /** pipe2(2): two descriptors that are closed on exec, the reading one first. */
    default int[] pipe() {
        try (NativeMemory ends = NativeMemory.allocate(2 * Integer.BYTES)) {
            PosixException.check(call(SystemCall.PIPE2, ends.address(), Constants.O_CLOEXEC, 0), "make a pipe");
            return new int[] {ends.buffer().getInt(0), ends.buffer().getInt(Integer.BYTES)};
        }
    }

    /** Goes to the root directory when the current one does not exist any more: the Java runtime cannot stand that. */
    default void leaveRemovedDirectory() {
        try (NativeMemory name = NativeMemory.allocate(Constants.PATH_MAX);
                NativeMemory root = NativeMemory.string("/")) {
            if (call(SystemCall.GETCWD, name.address(), Constants.PATH_MAX, 0) == -Constants.ENOENT) {
                call(SystemCall.CHDIR, root.address(), 0, 0);
            }
        }
    }

    /** The real user id. */
    default int userId() {
        return (int) call(SystemCall.GETUID, 0, 0, 0);
    }

    /** The real group id. */
    default int groupId() {
        return (int) call(SystemCall.GETGID, 0, 0, 0);
    }

    /**
     * Waits until a child ends.
     *
     * @return its exit status as a shell reports it (128 + n after signal n), or the negated errno
     */
    default int waitFor(int process) {
        try (NativeMemory status = NativeMemory.allocate(Integer.BYTES)) {
            long result;
            do {
                result = call(SystemCall.WAIT4, process, status.address(), 0);
            } while (result == -Constants.EINTR);
            if (result < 0) {
                return (int) result;
            }
            int value = status.buffer().getInt(0);
            int signal = value & 0x7f;
            return signal == 0 ? (value >> 8) & 0xff : 128 + signal;
        }
    }

    /**
     * Replaces this process by a program; returns only on failure, with the negated errno. The calling thread's signal
     * mask is emptied, and an ignored SIGPIPE is set to its default, because the Java runtime changes both.
     */
    default int execute(String path, List<String> arguments, List<String> environment) {
        try (NativeMemory name = NativeMemory.string(path);
                StringArray argv = StringArray.of(arguments);
                StringArray envp = StringArray.of(environment);
                NativeMemory empty = NativeMemory.allocate(32)) {
            call(SystemCall.RT_SIGPROCMASK, Constants.SIG_SETMASK, empty.address(), 0, Long.BYTES, 0, 0);
            call(SystemCall.RT_SIGACTION, Constants.SIGPIPE, empty.address(), 0, Long.BYTES, 0, 0);
            return (int) call(SystemCall.EXECVE, name.address(), argv.address(), envp.address());
        }
    }
}

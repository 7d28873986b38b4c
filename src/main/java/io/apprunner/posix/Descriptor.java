// SPDX-License-Identifier: Apache-2.0
package io.apprunner.posix;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.posix.memory.NativeMemory;
import io.apprunner.text.RawPath;
import java.nio.file.Path;

/**
 * An open file of this process. Whoever opens it closes it. Its number is for those who are told numbers: the kernel,
 * and programs that inherit it.
 */
public final class Descriptor implements AutoCloseable {
    private static final int CLOSED = -1;

    private final SystemCalls calls;
    private int number;

    private Descriptor(SystemCalls calls, int number) {
        this.calls = calls;
        this.number = number;
    }

    /**
     * A descriptor that this process has by its number: one that it inherited.
     *
     * @param number 0 or more
     */
    public static Descriptor of(SystemCalls calls, int number) {
        return new Descriptor(calls, number);
    }

    /** The two ends of a pipe. */
    public record Pipe(Descriptor reader, Descriptor writer) implements AutoCloseable {
        @Override
        public void close() {
            reader.close();
            writer.close();
        }
    }

    /** The two ends of a socket, one for us and one for another process. */
    public record Ends(Descriptor ours, Descriptor theirs) implements AutoCloseable {
        @Override
        public void close() {
            ours.close();
            theirs.close();
        }
    }

    /** The number by which the kernel knows it. */
    public int number() {
        return number;
    }

    /** The path that leads to the open file, for this process and those that inherit the number; needs /proc. */
    public String path() {
        return "/proc/self/fd/" + number;
    }

    /** {@link #path} for Java's file functions. */
    public Path file() {
        return RawPath.of(path());
    }

    /** Lets programs that this process starts or becomes have it too; returns this. */
    public Descriptor keepOnExec() {
        PosixException.check(
                calls.call(SystemCall.FCNTL, number, Constants.F_SETFD, 0), "pass descriptor " + number + " on");
        return this;
    }

    /** Whether the number is that of an open file. */
    public boolean isOpen() {
        return calls.call(SystemCall.FCNTL, number, Constants.F_GETFD, 0) != -Constants.EBADF;
    }

    /** Marks it as closed when another program is executed; gives the negated errno when it is not open. */
    int closeOnExec() {
        return (int) calls.call(SystemCall.FCNTL, number, Constants.F_SETFD, Constants.FD_CLOEXEC);
    }

    /** Another descriptor of the same open file, closed on exec, whose number is {@code least} or higher. */
    public Descriptor duplicate(int least) {
        long copy = calls.call(SystemCall.FCNTL, number, Constants.F_DUPFD_CLOEXEC, least);
        return new Descriptor(calls, (int) PosixException.check(copy, "pass descriptor " + number + " on"));
    }

    /**
     * Makes a number, which was another open file or none, this open file too, kept on exec (dup2(2)).
     *
     * @param other such as {@link Constants#STDERR}
     */
    public void becomeAlso(int other) {
        PosixException.check(calls.call(SystemCall.DUP2, number, other, 0), "replace descriptor " + other);
    }

    /** read(2) into native memory; gives how many bytes, or the negated errno. */
    public long read(long address, long length) {
        return calls.call(SystemCall.READ, number, address, length);
    }

    /** write(2) from native memory; gives how many bytes, or the negated errno. */
    public long write(long address, long length) {
        return calls.call(SystemCall.WRITE, number, address, length);
    }

    /** writev(2); {@code vectors} is the address of {@code count} pairs of address and length. */
    public long writev(long vectors, int count) {
        return calls.call(SystemCall.WRITEV, number, vectors, count);
    }

    /**
     * Reads exactly so many bytes, waiting for them.
     *
     * @param purpose what it is done for, such as {@code read the order}
     * @throws AppRunnerException when there are fewer
     */
    public byte[] readFully(int length, String purpose) {
        byte[] bytes = readUpTo(length, purpose);
        if (bytes.length < length) {
            throw new AppRunnerException(
                    ErrorCode.IO, "cannot " + purpose + ": it ends after " + bytes.length + " bytes", "");
        }
        return bytes;
    }

    /** As {@link #readFully}, but gives what there is when there are fewer bytes. */
    public byte[] readUpTo(int length, String purpose) {
        try (NativeMemory memory = NativeMemory.allocate(Math.max(1, length))) {
            int done = 0;
            long count = -Constants.EINTR;
            while (done < length && count != 0) {
                count = read(memory.address() + done, length - done);
                done += count == -Constants.EINTR ? 0 : (int) PosixException.check(count, purpose);
            }
            byte[] bytes = new byte[done];
            memory.buffer().get(0, bytes);
            return bytes;
        }
    }

    /**
     * Writes all of these bytes, waiting where that is needed.
     *
     * @param purpose what it is done for, such as {@code give the order}
     * @throws PosixException when they cannot be written
     */
    public void writeFully(byte[] bytes, String purpose) {
        try (NativeMemory memory = NativeMemory.allocate(Math.max(1, bytes.length))) {
            memory.buffer().put(0, bytes);
            int done = 0;
            while (done < bytes.length) {
                long count = write(memory.address() + done, bytes.length - done);
                done += count == -Constants.EINTR ? 0 : (int) PosixException.check(count, purpose);
            }
        }
    }

    /** Waits until all others that have the file open for writing have closed it, as a pipe tells its reader. */
    public void awaitEnd() {
        try (NativeMemory memory = NativeMemory.allocate(1)) {
            long result;
            do {
                result = read(memory.address(), 1);
            } while (result == -Constants.EINTR);
        }
    }

    /** lseek(2); gives the position, or the negated errno. */
    public long seek(long offset, int whence) {
        return calls.call(SystemCall.LSEEK, number, offset, whence);
    }

    /** ioctl(2). */
    public int ioctl(long request, long argument) {
        return (int) calls.call(SystemCall.IOCTL, number, request, argument);
    }

    /** isatty(3): whether it is a terminal. */
    public boolean isTerminal() {
        try (NativeMemory attributes = NativeMemory.allocate(Constants.TERMIOS_SIZE)) {
            return ioctl(Constants.TCGETS, attributes.address()) >= 0;
        }
    }

    /** flock(2), exclusive; {@code -EWOULDBLOCK} when it is taken and {@code wait} is not set. */
    public int lock(boolean wait) {
        return (int) calls.call(SystemCall.FLOCK, number, Constants.LOCK_EX | (wait ? 0 : Constants.LOCK_NB), 0);
    }

    /** Closes it; a second time does nothing. */
    @Override
    public void close() {
        if (number != CLOSED) {
            calls.call(SystemCall.CLOSE, number, 0, 0);
            number = CLOSED;
        }
    }
}

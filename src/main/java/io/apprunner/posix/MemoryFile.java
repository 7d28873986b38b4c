// SPDX-License-Identifier: Apache-2.0
package io.apprunner.posix;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.error.IoReason;
import io.apprunner.posix.memory.NativeMemory;
import java.io.IOException;
import java.nio.file.Files;

/**
 * A file that lives in memory only, as long as somebody has it open.
 *
 * @param descriptor open for reading and writing, closed on exec
 */
public record MemoryFile(SystemCalls calls, Descriptor descriptor) implements AutoCloseable {
    /**
     * An empty file.
     *
     * @param name what it is called in diagnostics
     * @throws PosixException when the kernel has none
     */
    public static MemoryFile empty(SystemCalls calls, String name) {
        try (NativeMemory text = NativeMemory.string(name)) {
            int flags = Constants.MFD_ALLOW_SEALING | Constants.MFD_CLOEXEC;
            long number = calls.call(SystemCall.MEMFD_CREATE, text.address(), flags, 0);
            return new MemoryFile(
                    calls, Descriptor.of(calls, (int) PosixException.check(number, "make a file in memory")));
        }
    }

    /** A sealed file with these bytes, at its start. */
    public static MemoryFile of(SystemCalls calls, String name, byte[] bytes) {
        MemoryFile file = empty(calls, name);
        file.fill(bytes);
        return file;
    }

    /**
     * A sealed copy of a part of a file.
     *
     * @param source the file; its position stays
     * @param offset where the part starts
     * @param size its bytes
     * @throws AppRunnerException when the file ends before the part does, or there is no memory
     */
    public static MemoryFile copy(SystemCalls calls, Descriptor source, long offset, long size, String name) {
        MemoryFile file = empty(calls, name);
        try (NativeMemory from = NativeMemory.allocate(Long.BYTES)) {
            from.buffer().putLong(0, offset);
            for (long done = 0; done < size; ) {
                long copied = PosixException.check(
                        calls.call(
                                SystemCall.SENDFILE,
                                file.descriptor.number(),
                                source.number(),
                                from.address(),
                                size - done,
                                0,
                                0),
                        "copy " + name);
                if (copied == 0) {
                    throw new AppRunnerException(ErrorCode.FORMAT, "the image ends inside " + name, "");
                }
                done += copied;
            }
            file.seal();
            return file;
        } catch (AppRunnerException e) {
            file.close();
            throw e;
        }
    }

    /** Gives an empty file its bytes, seals it, and goes to its start. */
    public void fill(byte[] bytes) {
        descriptor.writeFully(bytes, "write a file in memory");
        seal();
        descriptor.seek(0, Constants.SEEK_SET);
    }

    /**
     * Forbids every later change of content and size.
     *
     * @throws PosixException when that is impossible
     */
    public void seal() {
        PosixException.check(
                calls.call(SystemCall.FCNTL, descriptor.number(), Constants.F_ADD_SEALS, Constants.F_SEAL_ALL),
                "seal a file in memory");
    }

    /** Whether somebody has {@link #seal sealed} it. */
    public boolean isSealed() {
        long seals = calls.call(SystemCall.FCNTL, descriptor.number(), Constants.F_GET_SEALS, 0);
        return seals >= 0 && (seals & Constants.F_SEAL_WRITE) != 0;
    }

    /** All of its bytes, wherever its position is. */
    public byte[] content() {
        try {
            return Files.readAllBytes(descriptor.file());
        } catch (IOException e) {
            throw new AppRunnerException(ErrorCode.IO, "cannot read a file in memory: " + IoReason.of(e), "", e);
        }
    }

    @Override
    public void close() {
        descriptor.close();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.posix;

import io.apprunner.posix.memory.NativeMemory;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Memory straight from the kernel, in the machine's byte order, all zero at first. It takes room only where it is
 * touched, and stays until it is closed, whether it is reachable or not.
 *
 * @param posix gives and takes it
 * @param buffer the memory; position 0, limit at its end
 * @param address where it is
 */
public record MappedMemory(Posix posix, ByteBuffer buffer, long address) implements AutoCloseable {
    /** Memory of this size is used in pages of 2 MiB, which are filled when their first byte is touched. */
    private static final int HUGE = 8 << 20;

    /**
     * Fresh memory.
     *
     * @param size in bytes, 1 or more
     * @throws PosixException when the kernel has none
     */
    public static MappedMemory of(Posix posix, int size) {
        long address = PosixException.check(
                posix.call(SystemCall.MMAP, 0, size, Constants.PROT_READ_WRITE, Constants.MAP_PRIVATE_ANONYMOUS, -1, 0),
                "get " + size + " bytes of memory");
        if (size >= HUGE) {
            // Fewer and faster page faults; where the kernel does not have it, nothing is lost.
            posix.call(SystemCall.MADVISE, address, size, Constants.MADV_HUGEPAGE, 0, 0, 0);
        }
        ByteBuffer buffer = MemorySegment.ofAddress(address)
                .reinterpret(size)
                .asByteBuffer()
                .order(ByteOrder.nativeOrder());
        return new MappedMemory(posix, buffer, address);
    }

    /** The memory that a buffer which {@link #of} gave stands for. */
    public static MappedMemory of(Posix posix, ByteBuffer buffer) {
        return new MappedMemory(
                posix, buffer, NativeMemory.addressOf(buffer.duplicate().clear()));
    }

    /** Gives it back to the kernel. Preconditions: nobody reads or writes it any more. */
    @Override
    public void close() {
        posix.call(SystemCall.MUNMAP, address, buffer.capacity(), 0);
    }
}

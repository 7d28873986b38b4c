// SPDX-License-Identifier: Apache-2.0
package io.apprunner.posix;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Memory outside the heap with its address, in the machine's byte order. It is freed when it is no longer reachable, so
 * the object must be kept (a try block does) while the kernel uses the address.
 *
 * @param buffer the memory; position 0, limit at its end
 * @param address where it is
 */
public record NativeMemory(ByteBuffer buffer, long address) implements AutoCloseable {
    /** Memory of this size is used in pages of 2 MiB, which are filled when their first byte is touched. */
    private static final int HUGE = 8 << 20;

    /** Fresh memory of {@code size} bytes, all zero. */
    public static NativeMemory allocate(int size) {
        return of(ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder()));
    }

    /**
     * Fresh memory of {@code size} bytes straight from the kernel, all zero, which takes room only where it is touched. It
     * stays until {@link #unmap}.
     *
     * @throws PosixException when the kernel has none
     */
    public static NativeMemory map(Posix posix, int size) {
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
        return new NativeMemory(buffer, address);
    }

    /** Gives back what {@link #map} gave. Preconditions: nobody reads or writes it any more. */
    public static void unmap(Posix posix, ByteBuffer mapped) {
        posix.call(SystemCall.MUNMAP, addressOf(mapped.duplicate().clear()), mapped.capacity(), 0);
    }

    /** The memory of a direct buffer, from its position to its limit. */
    public static NativeMemory of(ByteBuffer direct) {
        return new NativeMemory(direct, addressOf(direct));
    }

    /** The address of a direct buffer's byte at its position. */
    public static long addressOf(ByteBuffer direct) {
        return MemorySegment.ofBuffer(direct).address();
    }

    /** A C string: the text as {@link ProcessText#encode} has it, and a NUL. */
    public static NativeMemory string(String text) {
        return string(ProcessText.encode(text));
    }

    /** A C string: these bytes and a NUL. */
    public static NativeMemory string(byte[] bytes) {
        NativeMemory memory = allocate(bytes.length + 1);
        memory.buffer.put(0, bytes);
        return memory;
    }

    /** Marks the end of the memory's use; the garbage collector frees it later. */
    @Override
    public void close() {
        java.lang.ref.Reference.reachabilityFence(buffer);
    }
}

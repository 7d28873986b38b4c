// SPDX-License-Identifier: Apache-2.0
package io.apprunner.posix.memory;

import io.apprunner.text.RawText;
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
    /** Fresh memory of {@code size} bytes, all zero. */
    public static NativeMemory allocate(int size) {
        return of(ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder()));
    }

    /** The memory of a direct buffer, from its position to its limit. */
    public static NativeMemory of(ByteBuffer direct) {
        return new NativeMemory(direct, addressOf(direct));
    }

    /** The address of a direct buffer's byte at its position. */
    public static long addressOf(ByteBuffer direct) {
        return MemorySegment.ofBuffer(direct).address();
    }

    /** A C string: the text as {@link RawText#encode} has it, and a NUL. */
    public static NativeMemory string(String text) {
        return string(RawText.encode(text));
    }

    /** A C string: these bytes and a NUL. */
    public static NativeMemory string(byte[] bytes) {
        NativeMemory memory = allocate(bytes.length + 1);
        memory.buffer.put(0, bytes);
        return memory;
    }

    /** Marks the end of the memory's use; the garbage collector frees it later. */
    @Override
    @SuppressWarnings("ReachabilityFenceUsage") // whoever calls does so at the end of a try block
    public void close() {
        java.lang.ref.Reference.reachabilityFence(buffer);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.posix.memory;

import io.apprunner.text.RawText;
import java.util.List;

/**
 * A NULL-terminated array of C strings, as execve(2) takes it, in one piece of native memory: the pointers first, then
 * the texts.
 */
public record StringArray(NativeMemory memory) implements AutoCloseable {
    /**
     * Makes one in native memory of its own, which its {@link #close} frees.
     *
     * @param texts without NUL; what was not UTF-8 in them becomes the same bytes again
     */
    public static StringArray of(List<String> texts) {
        List<byte[]> encoded = texts.stream().map(RawText::encode).toList();
        int pointers = (texts.size() + 1) * Long.BYTES;
        int size = pointers + encoded.stream().mapToInt(b -> b.length + 1).sum();
        NativeMemory memory = NativeMemory.allocate(size);
        int at = pointers;
        for (int i = 0; i < encoded.size(); i++) {
            memory.buffer().putLong(i * Long.BYTES, memory.address() + at);
            memory.buffer().put(at, encoded.get(i));
            at += encoded.get(i).length + 1;
        }
        return new StringArray(memory);
    }

    /** Where the first pointer lies, for a system call. */
    public long address() {
        return memory.address();
    }

    @Override
    public void close() {
        memory.close();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.posix.folder;

import io.apprunner.posix.Constants;
import io.apprunner.posix.memory.NativeMemory;

/** Native memory of one thread for the arguments of one call, so that calls allocate none. */
final class Scratch {
    private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);
    private static final int PATH_SIZE = 4200;

    final NativeMemory first = NativeMemory.allocate(PATH_SIZE);
    final NativeMemory second = NativeMemory.allocate(PATH_SIZE);
    final NativeMemory small = NativeMemory.allocate(Constants.STAT_SIZE);
    final NativeMemory large = NativeMemory.allocate(1 << 16);

    private Scratch() {}

    static Scratch get() {
        return OF_THREAD.get();
    }

    /** Writes a C string and gives its address; too long ones are cut, and the kernel refuses them. */
    static long string(NativeMemory memory, byte[] text) {
        int length = Math.min(text.length, PATH_SIZE - 1);
        memory.buffer().put(0, text, 0, length).put(length, (byte) 0);
        return memory.address();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.fuse;

import io.apprunner.posix.Descriptor;
import io.apprunner.posix.memory.NativeMemory;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Tells the kernel, unasked, that something it keeps is not so any more. Names are told by a thread of their own,
 * because the kernel lets nobody tell about a directory in which it waits for that thread's answer.
 */
public final class Notifier {
    private static final int INVALIDATE_INODE = 2;
    private static final int INVALIDATE_ENTRY = 3;
    private static final int ENTRY_HEAD = 16;
    private static final int QUEUE = 4096;

    private final Descriptor device;
    private final BlockingQueue<byte[]> names = new ArrayBlockingQueue<>(QUEUE);

    /** @param device the mounted connection */
    public Notifier(Descriptor device) {
        this.device = device;
    }

    /** Starts the thread that tells about names. */
    public void start() {
        Thread.ofPlatform().name("fuse notifier").daemon(true).start(this::tellNames);
    }

    /**
     * Has the kernel write the dirty pages of a file and drop its pages; returns when that is done. Preconditions: no
     * request about the file's pages is being served by this thread.
     */
    public void writeBack(long node) {
        try (NativeMemory memory = NativeMemory.allocate(Protocol.OUT_HEADER + 24)) {
            head(memory, INVALIDATE_INODE, Protocol.OUT_HEADER + 24);
            memory.buffer().putLong(Protocol.OUT_HEADER, node);
            device.write(memory.address(), Protocol.OUT_HEADER + 24);
        }
    }

    /** Has the kernel forget a name of a file soon. A full queue drops it: whoever looks sees an old name. */
    public void forgetName(long directory, byte[] name) {
        try (NativeMemory memory = NativeMemory.allocate(Protocol.OUT_HEADER + ENTRY_HEAD + name.length + 1)) {
            int size = memory.buffer().capacity();
            head(memory, INVALIDATE_ENTRY, size);
            memory.buffer().putLong(Protocol.OUT_HEADER, directory);
            memory.buffer().putInt(Protocol.OUT_HEADER + 8, name.length);
            memory.buffer().put(Protocol.OUT_HEADER + ENTRY_HEAD, name);
            byte[] message = new byte[size];
            memory.buffer().get(0, message);
            names.offer(message);
        }
    }

    private static void head(NativeMemory memory, int code, int size) {
        memory.buffer().putInt(0, size).putInt(4, code);
    }

    private void tellNames() {
        try {
            while (true) {
                byte[] message = names.take();
                try (NativeMemory memory = NativeMemory.allocate(message.length)) {
                    memory.buffer().put(0, message);
                    device.write(memory.address(), message.length);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

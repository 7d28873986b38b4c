// SPDX-License-Identifier: Apache-2.0
package io.apprunner.fuse;

import io.apprunner.posix.Constants;
import io.apprunner.posix.Posix;
import io.apprunner.posix.PosixException;
import io.apprunner.posix.memory.NativeMemory;
import java.util.ArrayList;
import java.util.List;

/**
 * Serves one mounted FUSE connection with several threads, each on a queue of its own where the kernel allows. The
 * threads end when the file system is unmounted.
 */
public final class FuseServer {
    private final Posix posix;
    private final FuseFileSystem fileSystem;
    private final String name;
    private final int device;
    private final List<Thread> threads = new ArrayList<>();

    /**
     * @param name what the threads are called in diagnostics
     * @param device an open descriptor of /dev/fuse that is (or will be) mounted; the server owns it
     */
    public FuseServer(Posix posix, String name, int device, FuseFileSystem fileSystem) {
        this.posix = posix;
        this.name = name;
        this.device = device;
        this.fileSystem = fileSystem;
    }

    /**
     * Starts serving. The first thread answers the kernel's greeting before the others join.
     *
     * @param count number of threads, 1 or more
     */
    public void start(int count) {
        FuseSession first = new FuseSession(posix, device, fileSystem, () -> {
            for (int i = 1; i < count; i++) {
                run(new FuseSession(posix, queue(), fileSystem, () -> {}), i);
            }
        });
        run(first, 0);
    }

    private void run(FuseSession session, int number) {
        Thread thread = Thread.ofPlatform()
                .name("fuse " + name + " " + number)
                .daemon(true)
                .unstarted(session);
        synchronized (threads) {
            threads.add(thread);
        }
        thread.start();
    }

    /** A descriptor with a queue of its own, or the first one where the kernel does not give any. */
    private int queue() {
        int clone = posix.open("/dev/fuse", Constants.O_RDWR);
        if (clone < 0) {
            return device;
        }
        try (NativeMemory argument = NativeMemory.allocate(Integer.BYTES)) {
            argument.buffer().putInt(0, device);
            if (posix.ioctl(clone, Protocol.CLONE, argument.address()) < 0) {
                posix.close(clone);
                return device;
            }
        }
        return clone;
    }

    /**
     * Opens the FUSE device.
     *
     * @return its descriptor
     * @throws PosixException when it cannot be opened, with a hint
     */
    public static int openDevice(Posix posix) {
        return (int) PosixException.check(
                posix.open("/dev/fuse", Constants.O_RDWR),
                "open /dev/fuse",
                "the layers of an image are mounted through FUSE: load the kernel module (modprobe fuse) and let users"
                        + " open the device (chmod 666 /dev/fuse)");
    }

    /** Waits until the file system has been unmounted. */
    public void join() throws InterruptedException {
        List<Thread> all;
        synchronized (threads) {
            all = List.copyOf(threads);
        }
        for (Thread thread : all) {
            thread.join();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.fuse;

import io.apprunner.posix.Constants;
import io.apprunner.posix.Descriptor;
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
    private static final String DEVICE = "/dev/fuse";

    private final Posix posix;
    private final FuseFileSystem fileSystem;
    private final ConnectionOptions options;
    private final String name;
    private final Descriptor device;
    private final List<Thread> threads = new ArrayList<>();

    /**
     * A server that does nothing yet.
     *
     * @param name what the threads are called in diagnostics
     * @param device an open descriptor of /dev/fuse that is (or will be) mounted; the server owns it
     * @param fileSystem answers the requests
     * @param options what is agreed on with the kernel, and how many threads serve
     */
    public FuseServer(
            Posix posix, String name, Descriptor device, FuseFileSystem fileSystem, ConnectionOptions options) {
        this.posix = posix;
        this.name = name;
        this.device = device;
        this.fileSystem = fileSystem;
        this.options = options;
    }

    /**
     * Starts serving. The first thread answers the kernel's greeting before the others join. Preconditions: called
     * once.
     *
     * @throws PosixException when the kernel has no memory for requests
     */
    public void start() {
        run(new FuseSession(posix, device, fileSystem, options, this::startOthers), 0);
    }

    private void startOthers() {
        for (int i = 1; i < options.threads(); i++) {
            run(new FuseSession(posix, queue(), fileSystem, options, () -> {}), i);
        }
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
    private Descriptor queue() {
        Descriptor clone;
        try {
            clone = posix.open(DEVICE, Constants.O_RDWR);
        } catch (PosixException e) {
            return device;
        }
        try (NativeMemory argument = NativeMemory.allocate(Integer.BYTES)) {
            argument.buffer().putInt(0, device.number());
            if (clone.ioctl(Protocol.CLONE, argument.address()) < 0) {
                clone.close();
                return device;
            }
        }
        return clone;
    }

    /**
     * Opens the FUSE device.
     *
     * @throws PosixException when it cannot be opened, with a hint
     */
    public static Descriptor openDevice(Posix posix) {
        return posix.open(
                DEVICE,
                Constants.O_RDWR,
                "open " + DEVICE,
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

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.fuse;

import io.apprunner.error.AppRunnerException;
import io.apprunner.posix.Constants;
import io.apprunner.posix.Descriptor;
import io.apprunner.posix.Posix;
import io.apprunner.posix.PosixException;
import io.apprunner.posix.memory.NativeMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Serves one mounted FUSE connection with several threads, each on a queue of its own where the kernel allows. The
 * threads end when the file system is unmounted, and with them the device is closed.
 */
public final class FuseServer {
    private static final String DEVICE = "/dev/fuse";

    private final Posix posix;
    private final FuseFileSystem fileSystem;
    private final ConnectionOptions options;
    private final String name;
    private final Descriptor device;
    private final List<Thread> threads = new ArrayList<>();
    /** Sessions that have not ended; the last one closes the device. */
    private final AtomicInteger serving = new AtomicInteger();

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
        begin(device, 0, this::startOthers);
    }

    /** Without the means for one more thread, those that have begun serve alone. */
    private void startOthers() {
        try {
            for (int i = 1; i < options.threads(); i++) {
                begin(queue(), i, () -> {});
            }
        } catch (AppRunnerException | OutOfMemoryError e) {
            // Slower, and no reason to leave everybody waiting who uses the file system.
        }
    }

    /** Begins a session on a thread of its own. What it is given is closed when it ends or cannot begin. */
    private void begin(Descriptor queue, int number, Runnable afterGreeting) {
        serving.incrementAndGet();
        try {
            FuseSession session = new FuseSession(posix, queue, fileSystem, options, afterGreeting);
            Thread thread = Thread.ofPlatform()
                    .name("fuse " + name + " " + number)
                    .daemon(true)
                    .unstarted(() -> serve(session, queue));
            thread.start();
            synchronized (threads) {
                threads.add(thread);
            }
        } catch (RuntimeException | Error e) {
            end(queue);
            throw e;
        }
    }

    private void serve(FuseSession session, Descriptor queue) {
        try (session) {
            session.run();
        } finally {
            end(queue);
        }
    }

    /** When nobody serves any more, the device is closed: users then get an error, and do not wait for ever. */
    private void end(Descriptor queue) {
        if (queue != device) {
            queue.close();
        }
        if (serving.decrementAndGet() == 0) {
            device.close();
        }
    }

    /** A descriptor with a queue of its own, or the first one where the kernel does not give any. */
    private Descriptor queue() {
        Descriptor clone;
        try {
            clone = posix.open(DEVICE, Constants.O_RDWR);
        } catch (PosixException e) {
            return device;
        }
        boolean isQueue = false;
        try (NativeMemory argument = NativeMemory.allocate(Integer.BYTES)) {
            argument.buffer().putInt(0, device.number());
            isQueue = clone.ioctl(Protocol.CLONE, argument.address()) >= 0;
        } finally {
            if (!isQueue) {
                clone.close();
            }
        }
        return isQueue ? clone : device;
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
                        + " open the device (chmod 666 /dev/fuse); a container must be given it (--device /dev/fuse)");
    }

    /** Waits until the file system has been unmounted, and no thread serves it any more. */
    public void join() throws InterruptedException {
        // The first one begins the others before it ends, so none is missed.
        Optional<Thread> next = thread(0);
        for (int i = 1; next.isPresent(); i++) {
            next.get().join();
            next = thread(i);
        }
    }

    private Optional<Thread> thread(int number) {
        synchronized (threads) {
            return number < threads.size() ? Optional.of(threads.get(number)) : Optional.empty();
        }
    }
}

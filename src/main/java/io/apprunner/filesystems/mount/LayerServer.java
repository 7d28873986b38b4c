// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.mount;

import io.apprunner.dwarfs.block.BlockCache;
import io.apprunner.filesystems.layer.LayerFile;
import io.apprunner.fuse.FuseServer;
import io.apprunner.posix.Constants;
import io.apprunner.posix.Posix;
import io.apprunner.posix.PosixException;
import io.apprunner.posix.SystemCall;
import io.apprunner.posix.memory.NativeMemory;
import io.apprunner.posix.process.EndSignals;
import io.apprunner.posix.process.ProcessText;
import io.apprunner.subprocess.SelfCommand;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Mounts a layer for everybody on the host to see, and serves it from a process of its own. */
@ApplicationScoped
public class LayerServer {
    private static final String NULL_DEVICE = "/dev/null";

    /** No path has it. */
    private static final String SEPARATOR = "\0";

    /** Two paths and some numbers; a pipe takes as much at once. */
    private static final int ORDER_LIMIT = 1 << 14;

    private final Posix posix;
    private final SelfCommand self;
    private @Nullable Waiting waiting;

    /** Made by CDI. */
    public LayerServer(Posix posix, SelfCommand self) {
        this.posix = posix;
        this.self = self;
    }

    /**
     * What is to be mounted.
     *
     * @param file a layer, an image, or a file with a layer in it
     * @param layer which one, or -1 for the only one
     * @param folder an empty folder
     * @param cacheSize bytes of native memory for decoded blocks
     */
    public record Order(Path file, int layer, Path folder, LayerView view, long cacheSize) {
        private String encode() {
            List<String> words = new ArrayList<>(List.of(
                    file.toAbsolutePath().toString(),
                    "" + layer,
                    folder.toAbsolutePath().toString(),
                    "" + cacheSize));
            words.addAll(view.encode());
            return String.join(SEPARATOR, words);
        }

        private static Order decode(String text) {
            List<String> words = List.of(text.split(SEPARATOR));
            return new Order(
                    Path.of(words.get(0)),
                    Integer.parseInt(words.get(1)),
                    Path.of(words.get(2)),
                    LayerView.decode(words.subList(4, words.size())),
                    Long.parseLong(words.get(3)));
        }
    }

    /**
     * The serving process, which waits for its order.
     *
     * @param order descriptor of the pipe that takes the order
     * @param ready descriptor of the pipe that tells when the layer is mounted
     */
    private record Waiting(int process, int order, int ready) {}

    /**
     * Starts the serving process before it is known what to mount. Starting takes as long as reading a command line does,
     * and so both are done at the same time. The process ends when this one ends without an order.
     */
    public void prepare() {
        if (waiting == null) {
            waiting = startProcess();
        }
    }

    private Waiting startProcess() {
        int[] order = posix.pipe();
        int[] ready = posix.pipe();
        int first = Math.max(order[1], ready[1]) + 1;
        List<String> command = self.mount(first, first + 1);
        int process = (int) PosixException.check(
                posix.spawn(
                        command.getFirst(),
                        command,
                        ProcessText.environment(),
                        Map.of(first, order[0], first + 1, ready[1])),
                "start a process that serves the layer");
        posix.close(order[0]);
        posix.close(ready[1]);
        return new Waiting(process, order[1], ready[0]);
    }

    /**
     * Has a layer mounted by the serving process, and waits for it.
     *
     * @return 0; or the status with which the process ended, which has then told why
     */
    public int start(Order order) {
        Waiting server = waiting == null ? startProcess() : waiting;
        byte[] bytes = ProcessText.encode(order.encode());
        try (NativeMemory text = NativeMemory.string(bytes);
                NativeMemory told = NativeMemory.allocate(1)) {
            PosixException.check(posix.write(server.order(), text.address(), bytes.length), "tell what to mount");
            posix.close(server.order());
            boolean isMounted = posix.read(server.ready(), told.address(), 1) == 1;
            return isMounted ? 0 : (int) PosixException.check(posix.waitFor(server.process()), "wait for it");
        }
    }

    /** Mounts a layer and serves it from this process until it is unmounted or this process is told to end. */
    public void serve(Order order) {
        serve(posix, order, () -> {});
    }

    /**
     * The serving process: mounts the layer that it is told, tells when it is there, and serves it until it is unmounted
     * or a signal comes.
     */
    public static int serve(Posix posix, int orders, int ready) {
        String text = read(posix, orders);
        if (text.isEmpty()) {
            return 0; // The command line was none that mounts.
        }
        Order order = Order.decode(text);
        serve(posix, order, () -> goBackground(posix, ready));
        return 0;
    }

    /**
     * Mounts a layer and serves it until it is unmounted or this process is told to end; needs root or a user namespace.
     *
     * @param whenMounted called once, when the layer is there
     */
    private static void serve(Posix posix, Order order, Runnable whenMounted) {
        Path target = order.folder().toAbsolutePath();
        try (LayerFile file = LayerFile.open(order.file());
                BlockCache cache = LayerMount.cache(posix, order.cacheSize())) {
            FuseServer server = new LayerMount(posix, cache, order.view())
                    .mount(file.layer(order.layer()), target, Optional.empty());
            EndSignals.handle(() -> unmount(posix, target));
            whenMounted.run();
            server.join();
        } catch (IOException e) {
            throw LayerFile.failure(order.file(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whoever still uses the file system keeps it until then; nothing is to be done when it is unmounted already. */
    private static void unmount(Posix posix, Path target) {
        try (NativeMemory name = NativeMemory.string(target.toString())) {
            posix.call(SystemCall.UMOUNT2, name.address(), Constants.MNT_DETACH, 0);
        }
    }

    /** All that comes from a descriptor, which is closed then. */
    private static String read(Posix posix, int descriptor) {
        try (NativeMemory memory = NativeMemory.allocate(ORDER_LIMIT)) {
            int length = 0;
            long count = 1;
            while (count > 0) {
                count = PosixException.check(
                        posix.read(descriptor, memory.address() + length, ORDER_LIMIT - length), "learn what to mount");
                length += (int) count;
            }
            posix.close(descriptor);
            byte[] bytes = new byte[length];
            memory.buffer().get(0, bytes);
            return ProcessText.decode(bytes);
        }
    }

    /** Leaves the terminal and the descriptors of the caller, then tells it that the layer is there. */
    private static void goBackground(Posix posix, int ready) {
        posix.newSession();
        int nothing = posix.open(NULL_DEVICE, Constants.O_RDWR);
        for (int standard = 0; standard <= 2; standard++) {
            posix.become(nothing, standard);
        }
        try (NativeMemory word = NativeMemory.allocate(1)) {
            posix.write(ready, word.address(), 1);
        }
        posix.close(ready);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.boot;

import io.apprunner.filesystems.LayerInspector;
import io.apprunner.filesystems.LayerView;
import io.apprunner.posix.Constants;
import io.apprunner.posix.NativeMemory;
import io.apprunner.posix.Posix;
import io.apprunner.posix.PosixException;
import io.apprunner.posix.ProcessText;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Mounts a layer for everybody on the host to see, and serves it from a process of its own. */
@ApplicationScoped
public class LayerServer {
    private static final String NULL_DEVICE = "/dev/null";

    private final Posix posix;
    private final SelfCommand self;

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
        private List<String> encode(int ready) {
            List<String> words = List.of(
                    "" + ready,
                    file.toAbsolutePath().toString(),
                    "" + layer,
                    folder.toAbsolutePath().toString(),
                    "" + cacheSize);
            List<String> all = new ArrayList<>(words);
            all.addAll(view.encode());
            return all;
        }

        private static Order decode(List<String> words) {
            return new Order(
                    Path.of(words.get(1)),
                    Integer.parseInt(words.get(2)),
                    Path.of(words.get(3)),
                    LayerView.decode(words.subList(5, words.size())),
                    Long.parseLong(words.get(4)));
        }
    }

    /**
     * Starts the serving process and waits until the layer is mounted.
     *
     * @return 0; or the status with which the process ended, which has then told why
     */
    public int start(Order order) {
        int[] pipe = posix.pipe();
        int ready = pipe[1] + 1;
        List<String> command = self.mount(order.encode(ready));
        int child = (int) PosixException.check(
                posix.spawn(command.getFirst(), command, ProcessText.environment(), Map.of(ready, pipe[1])),
                "start a process that serves the layer");
        posix.close(pipe[1]);
        try (NativeMemory told = NativeMemory.allocate(1)) {
            boolean isMounted = posix.read(pipe[0], told.address(), 1) == 1;
            return isMounted ? 0 : (int) PosixException.check(posix.waitFor(child), "wait for it");
        }
    }

    /** The serving process: mounts the layer, tells so, and serves it until it is unmounted or a signal comes. */
    static int serve(Posix posix, List<String> words) {
        int ready = Integer.parseInt(words.getFirst());
        Order order = Order.decode(words);
        new LayerInspector(posix)
                .serve(
                        order.file(),
                        order.layer(),
                        order.folder(),
                        order.view(),
                        order.cacheSize(),
                        () -> goBackground(posix, ready));
        return 0;
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

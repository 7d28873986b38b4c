// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.mount;

import io.apprunner.dwarfs.DwarfsImage;
import io.apprunner.dwarfs.block.BlockCache;
import io.apprunner.filesystems.layer.LayerFile;
import io.apprunner.fuse.FuseServer;
import io.apprunner.posix.Constants;
import io.apprunner.posix.Descriptor;
import io.apprunner.posix.Posix;
import io.apprunner.posix.PosixException;
import io.apprunner.posix.process.EndSignals;
import io.apprunner.posix.process.ProcessText;
import io.apprunner.subprocess.Message;
import io.apprunner.subprocess.MessageReader;
import io.apprunner.subprocess.MessageWriter;
import io.apprunner.subprocess.Role;
import io.apprunner.subprocess.SelfCommand;
import io.apprunner.text.RawPath;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Mounts a layer for everybody on the host to see, and serves it from a process of its own. */
@ApplicationScoped
public class LayerServer {
    private static final String NULL_DEVICE = "/dev/null";

    /** Descriptors of the serving process: the pipes for its order and for its answer. */
    private static final int ORDER = 3;

    private static final int READY = 4;

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
    public record Order(Path file, int layer, Path folder, LayerView view, long cacheSize) implements Message {
        @Override
        public void write(MessageWriter out) {
            out.text(RawPath.text(file.toAbsolutePath()));
            out.number(layer);
            out.text(RawPath.text(folder.toAbsolutePath()));
            view.write(out);
            out.number(cacheSize);
        }

        /** The order that {@link #write} has written. */
        public static Order read(MessageReader in) {
            return new Order(RawPath.of(in.text()), in.small(), RawPath.of(in.text()), LayerView.read(in), in.number());
        }
    }

    /**
     * The serving process, which waits for its order.
     *
     * @param order the pipe that takes the order
     * @param ready the pipe that tells when the layer is mounted
     */
    private record Waiting(int process, Descriptor order, Descriptor ready) {}

    /**
     * Starts the serving process before it is known what to mount. Starting takes as long as reading a command line
     * does, and so both are done at the same time. The process ends when this one ends without an order.
     */
    public void prepare() {
        if (waiting == null) {
            waiting = startProcess();
        }
    }

    private Waiting startProcess() {
        try (Descriptor.Pipe order = posix.pipe();
                Descriptor.Pipe ready = posix.pipe()) {
            List<String> command = self.role(Role.MOUNT, ORDER);
            int process = PosixException.started(
                    posix.spawn(
                            command.getFirst(),
                            command,
                            ProcessText.environment(),
                            Map.of(ORDER, order.reader(), READY, ready.writer())),
                    "a process that serves the layer");
            return new Waiting(
                    process, order.writer().duplicate(READY + 1), ready.reader().duplicate(READY + 1));
        }
    }

    /**
     * Has a layer mounted by the serving process, and waits for it.
     *
     * @return 0; or the status with which the process ended, which has then told why
     */
    public int start(Order order) {
        Waiting server = waiting == null ? startProcess() : waiting;
        try (Descriptor writer = server.order();
                Descriptor ready = server.ready()) {
            writer.writeFully(MessageWriter.bytes(order), "tell what to mount");
            writer.close();
            boolean isMounted = ready.readUpTo(1, "learn whether the layer is mounted").length == 1;
            return isMounted ? 0 : (int) PosixException.check(posix.waitFor(server.process()), "wait for it");
        }
    }

    /**
     * The serving process: mounts the layer that it is told, tells when it is there, and serves it until it is
     * unmounted or a signal comes.
     *
     * @param order the pipe with the order; without one nothing is done, because the command line was none that mounts
     */
    public static int serve(Posix posix, Descriptor order) {
        Descriptor ready = Descriptor.of(posix, READY);
        MessageReader.receiveIfAny(order, Order::read)
                .ifPresent(given -> serve(posix, given, () -> goBackground(posix, ready)));
        return 0;
    }

    /** Mounts a layer and serves it from this process until it is unmounted or this process is told to end. */
    public void serve(Order order) {
        serve(posix, order, () -> {});
    }

    /**
     * Mounts a layer and serves it until it is unmounted or this process is told to end; needs root or a user
     * namespace.
     *
     * @param whenMounted called once, when the layer is there
     */
    private static void serve(Posix posix, Order order, Runnable whenMounted) {
        Path target = order.folder().toAbsolutePath();
        try (LayerFile file = LayerFile.open(order.file());
                BlockCache cache = LayerMount.cache(posix, order.cacheSize())) {
            FuseServer server = new LayerMount(posix, cache, order.view())
                    .mount(DwarfsImage.open(file.layer(order.layer())), target, Optional.empty());
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
        posix.unmount(RawPath.text(target), Constants.MNT_DETACH);
    }

    /** Leaves the terminal, the folder and the descriptors of the caller, then tells it that the layer is there. */
    private static void goBackground(Posix posix, Descriptor ready) {
        posix.newSession();
        // Nobody's file system stays busy because a layer is mounted. All paths that are still needed are absolute.
        PosixException.check(posix.changeFolder("/"), "leave the folder");
        try (Descriptor nothing = posix.open(NULL_DEVICE, Constants.O_RDWR)) {
            for (int standard = 0; standard <= 2; standard++) {
                nothing.becomeAlso(standard);
            }
        }
        ready.writeFully(new byte[1], "tell that the layer is mounted");
        ready.close();
    }
}

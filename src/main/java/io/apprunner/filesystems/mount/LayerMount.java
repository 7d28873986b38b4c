// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.mount;

import io.apprunner.dwarfs.DwarfsImage;
import io.apprunner.dwarfs.block.BlockCache;
import io.apprunner.filesystems.KernelMemory;
import io.apprunner.fuse.ConnectionOptions;
import io.apprunner.fuse.FuseServer;
import io.apprunner.posix.Constants;
import io.apprunner.posix.Descriptor;
import io.apprunner.posix.Posix;
import io.apprunner.posix.PosixException;
import io.apprunner.text.RawPath;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.IntConsumer;

/** Mounts layers by mount(2), in a mount namespace that the caller owns, and serves them from this process. */
public final class LayerMount {
    private static final ConnectionOptions OPTIONS = ConnectionOptions.readOnly(2);
    private static final IntConsumer NOBODY = inode -> {};

    private final Posix posix;
    private final BlockCache cache;
    private final LayerView view;

    /**
     * @param cache holds the decoded blocks of all layers
     * @param view how all layers are shown
     */
    public LayerMount(Posix posix, BlockCache cache, LayerView view) {
        this.posix = posix;
        this.cache = cache;
        this.view = view;
    }

    /** A cache for decoded blocks as a server wants it: in memory of its own, decoding ahead of its readers. */
    public static BlockCache cache(Posix posix, long budget) {
        BlockCache cache = new BlockCache(budget, new KernelMemory(posix));
        cache.startReadAhead();
        return cache;
    }

    /**
     * Mounts one layer and starts serving it.
     *
     * @param image the open layer
     * @param target an empty folder
     * @param log notes what is read
     * @return the server; it ends when the layer is unmounted
     * @throws io.apprunner.error.AppRunnerException when the layer cannot be mounted; nothing is then mounted
     */
    public FuseServer mount(DwarfsImage image, Path target, Optional<ReadLog> log) {
        try {
            cache.anticipate(image);
            IntConsumer reads = log.map(known -> known.of(image)).orElse(NOBODY);
            return mount(image, target, reads);
        } catch (RuntimeException | Error e) {
            cache.forget(image);
            throw e;
        }
    }

    private FuseServer mount(DwarfsImage image, Path target, IntConsumer reads) {
        Descriptor device = FuseServer.openDevice(posix);
        boolean isMounted = false;
        try {
            mount(device, target);
            isMounted = true;
            DwarfsFileSystem files = new DwarfsFileSystem(posix, image, cache, view, reads);
            FuseServer server = new FuseServer(posix, RawPath.name(target), device, files, OPTIONS);
            server.start();
            return server;
        } catch (RuntimeException | Error e) {
            if (isMounted) {
                posix.unmount(RawPath.text(target), Constants.MNT_DETACH);
            }
            device.close();
            throw e;
        }
    }

    private void mount(Descriptor device, Path target) {
        // Not by a Formatter: its first use costs a millisecond, for the locale's data.
        String options = "fd=" + device.number() + ",rootmode=40000,user_id=" + posix.userId() + ",group_id="
                + posix.groupId() + ",default_permissions,allow_other";
        int result = posix.mount(
                "app-runner",
                RawPath.text(target),
                "fuse.app-runner",
                Constants.MS_RDONLY | Constants.MS_NOSUID | Constants.MS_NODEV,
                options);
        PosixException.check(
                result,
                "mount a layer on " + RawPath.text(target),
                "mounting needs root or user namespaces, and the kernel's FUSE module");
    }
}

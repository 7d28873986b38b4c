// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.overlay;

import io.apprunner.filesystems.overlay.layer.Layers;
import io.apprunner.fuse.ConnectionOptions;
import io.apprunner.fuse.FuseServer;
import io.apprunner.fuse.Notifier;
import io.apprunner.posix.Constants;
import io.apprunner.posix.Descriptor;
import io.apprunner.posix.Posix;
import io.apprunner.posix.PosixException;
import io.apprunner.text.RawPath;
import java.nio.file.Path;

/** Mounts a union by mount(2), in a mount namespace that the caller owns, and serves it from this process. */
public final class UnionMount {
    /** One may copy a large file, and one wait for pages that others write. */
    private static final int LEAST_THREADS = 4;

    private final Posix posix;

    /** @param posix makes the calls */
    public UnionMount(Posix posix) {
        this.posix = posix;
    }

    /**
     * Mounts a union and starts serving it.
     *
     * @param upper the folder that takes the changes
     * @param work a folder on the same file system, which has nothing but what an earlier server left
     * @param target an empty folder
     * @return the server; it ends when the union is unmounted
     * @throws io.apprunner.error.AppRunnerException when it cannot be mounted; nothing is then mounted
     */
    public FuseServer mount(Layers layers, Path upper, Path work, Path target) {
        Descriptor changes = folder(upper);
        Descriptor copies = folder(work);
        Descriptor device = FuseServer.openDevice(posix);
        boolean isMounted = false;
        try {
            mount(device, target);
            isMounted = true;
            Notifier notifier = new Notifier(device);
            UnionFileSystem files = new UnionFileSystem(posix, layers, changes.number(), copies.number(), notifier);
            files.recover();
            int threads = Math.max(LEAST_THREADS, Runtime.getRuntime().availableProcessors());
            FuseServer server =
                    new FuseServer(posix, RawPath.name(target), device, files, ConnectionOptions.readWrite(threads));
            server.start();
            notifier.start();
            return server;
        } catch (RuntimeException | Error e) {
            if (isMounted) {
                posix.unmount(RawPath.text(target), Constants.MNT_DETACH);
            }
            device.close();
            changes.close();
            copies.close();
            throw e;
        }
    }

    private Descriptor folder(Path path) {
        return posix.open(RawPath.text(path), Constants.O_RDONLY | Constants.O_DIRECTORY);
    }

    private void mount(Descriptor device, Path target) {
        String options = "fd=" + device.number() + ",rootmode=40000,user_id=" + posix.userId() + ",group_id="
                + posix.groupId() + ",default_permissions,allow_other";
        int result = posix.mount(
                "app-runner",
                RawPath.text(target),
                "fuse.app-runner",
                Constants.MS_NOSUID | Constants.MS_NODEV,
                options);
        PosixException.check(
                result,
                "mount a union on " + RawPath.text(target),
                "mounting needs root or user namespaces, and the kernel's FUSE module");
    }
}

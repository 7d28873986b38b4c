// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.overlay;

import io.apprunner.dwarfs.DwarfsImage;
import io.apprunner.dwarfs.block.BlockCache;
import io.apprunner.dwarfs.container.ImageFile;
import io.apprunner.dwarfs.write.DwarfsWriter;
import io.apprunner.dwarfs.write.ProgressListener;
import io.apprunner.dwarfs.write.WriterOptions;
import io.apprunner.filesystems.mount.LayerMount;
import io.apprunner.filesystems.mount.LayerView;
import io.apprunner.filesystems.overlay.layer.DwarfsLayer;
import io.apprunner.filesystems.overlay.layer.Layers;
import io.apprunner.fuse.FuseServer;
import io.apprunner.posix.Constants;
import io.apprunner.posix.Posix;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A union that the kernel has mounted; only root can make one. */
final class MountedUnion implements AutoCloseable {
    private final Posix posix = Posix.get();
    private final Path folder;
    private final FileChannel channel;
    private final BlockCache cache;
    private final FuseServer server;

    /**
     * @param folder an empty one
     * @param tree what the only layer has
     */
    MountedUnion(Path folder, Path tree, boolean ignoresCase) throws IOException {
        this.folder = folder;
        Path layer = folder.resolve("layer");
        new DwarfsWriter(WriterOptions.level(1), ProgressListener.NONE).write(tree, layer);
        for (String name : new String[] {"upper", "work", "mnt"}) {
            Files.createDirectories(folder.resolve(name));
        }
        channel = FileChannel.open(layer);
        cache = LayerMount.cache(posix, 64 << 20);
        DwarfsImage image = DwarfsImage.open(ImageFile.of(channel, "layer"));
        Layers layers = new Layers(List.of(new DwarfsLayer(posix, image, cache, LayerView.PLAIN)), ignoresCase);
        server = new UnionMount(posix).mount(layers, folder.resolve("upper"), folder.resolve("work"), root());
    }

    /** Whether this process can mount one. */
    static boolean isPossible() {
        return Posix.get().userId() == 0 && Files.isWritable(Path.of("/dev/fuse"));
    }

    Path root() {
        return folder.resolve("mnt");
    }

    Path upper() {
        return folder.resolve("upper");
    }

    @Override
    public void close() throws IOException {
        posix.unmount(root().toString(), Constants.MNT_DETACH);
        try {
            server.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        cache.close();
        channel.close();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.tree;

import io.apprunner.dwarfs.DwarfsImage;
import io.apprunner.dwarfs.block.BlockCache;
import io.apprunner.dwarfs.container.ImageFile;
import io.apprunner.dwarfs.write.DwarfsWriter;
import io.apprunner.dwarfs.write.ProgressListener;
import io.apprunner.dwarfs.write.WriterOptions;
import io.apprunner.filesystems.mount.LayerView;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder packed as a layer, and open. */
public record TestLayer(FileChannel channel, BlockCache cache, LayerNode root) implements AutoCloseable {
    /** Packs a folder; the layer's file has no name when this returns. */
    public static TestLayer of(Path folder, LayerView view) throws IOException {
        Path file = folder.resolveSibling(folder.getFileName() + ".layer");
        new DwarfsWriter(WriterOptions.level(1), ProgressListener.NONE).write(folder, file);
        FileChannel channel = FileChannel.open(file);
        Files.delete(file);
        BlockCache cache = new BlockCache(4 << 20);
        DwarfsImage image = DwarfsImage.open(ImageFile.of(channel, "layer"));
        return new TestLayer(channel, cache, new LayerNode.Layer(image, cache, view).root());
    }

    @Override
    public void close() throws IOException {
        cache.close();
        channel.close();
    }
}

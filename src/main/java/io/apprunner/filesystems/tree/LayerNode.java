// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.tree;

import io.apprunner.dwarfs.DwarfsImage;
import io.apprunner.dwarfs.block.BlockCache;
import io.apprunner.dwarfs.format.FileType;
import io.apprunner.dwarfs.metadata.Metadata;
import io.apprunner.dwarfs.tree.FileReader;
import io.apprunner.filesystems.mount.LayerView;
import io.apprunner.text.RawText;
import java.nio.ByteBuffer;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * Something in a layer.
 *
 * @param layer the open layer
 * @param inode its number there
 */
public record LayerNode(Layer layer, int inode) implements Node {
    private static final int PERMISSIONS = 0xFFF;

    /**
     * A layer as it will be mounted.
     *
     * @param cache where its decoded blocks are kept
     * @param view who owns its files
     */
    public record Layer(DwarfsImage image, BlockCache cache, LayerView view) {
        /** The root of the layer. */
        public LayerNode root() {
            return new LayerNode(this, Metadata.ROOT);
        }

        private Metadata metadata() {
            return image.metadata();
        }
    }

    @Override
    public Kind kind() {
        return switch (layer.metadata().type(inode)) {
            case DIRECTORY -> Kind.FOLDER;
            case REGULAR -> Kind.FILE;
            case LINK -> Kind.LINK;
            case CHARACTER_DEVICE -> layer.metadata().device(inode) == 0 ? Kind.WHITEOUT : Kind.OTHER;
            case BLOCK_DEVICE, FIFO, SOCKET -> Kind.OTHER;
        };
    }

    @Override
    public Optional<Node> child(String name) {
        byte[] bytes = RawText.encode(name);
        if (layer.metadata().type(inode) != FileType.DIRECTORY || Metadata.isOpaqueMarker(bytes, bytes.length)) {
            return Optional.empty();
        }
        int found = layer.metadata().lookup(inode, bytes, 0, bytes.length);
        return found < 0 ? Optional.empty() : Optional.of(new LayerNode(layer, found));
    }

    @Override
    public boolean isOpaque() {
        return layer.metadata().type(inode) == FileType.DIRECTORY
                && layer.metadata().isOpaque(inode);
    }

    @Override
    public String target() {
        return RawText.decode(layer.metadata().linkTarget(inode));
    }

    @Override
    public Attributes attributes() {
        Metadata metadata = layer.metadata();
        return new Attributes(
                layer.view().userId() >= 0 ? layer.view().userId() : metadata.uid(inode),
                layer.view().groupId() >= 0 ? layer.view().groupId() : metadata.gid(inode),
                metadata.mode(inode) & PERMISSIONS,
                FileTime.from(Instant.ofEpochSecond(metadata.modifiedSeconds(inode), metadata.modifiedNanos(inode))));
    }

    @Override
    public long size() {
        return layer.metadata().size(inode);
    }

    @Override
    public byte[] read(long offset, int limit) {
        ByteBuffer content = ByteBuffer.allocate(Math.clamp(size() - offset, 0, limit));
        new FileReader(layer.image(), layer.cache()).read(inode, offset, content);
        return Arrays.copyOf(content.array(), content.position());
    }
}

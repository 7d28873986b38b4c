// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.mount;

import io.apprunner.dwarfs.DwarfsImage;
import io.apprunner.dwarfs.metadata.Metadata;
import io.apprunner.dwarfs.tree.TreePaths;
import io.apprunner.files.AtomicFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * Which files of layers are read, in the order of their first reads: what {@code fim-layer create --start-files} takes
 * to place them where a start finds them soon. Safe for several threads.
 */
public final class ReadLog {
    private final Set<Entry> entries = new LinkedHashSet<>();
    private final List<DwarfsImage> images = new ArrayList<>();

    private record Entry(int image, int inode) {}

    /** What a file system of an image is to call with the inode of each file that is read. */
    synchronized IntConsumer of(DwarfsImage image) {
        int number = images.size();
        images.add(image);
        return inode -> {
            synchronized (this) {
                entries.add(new Entry(number, inode));
            }
        };
    }

    /**
     * Writes one path a line, relative to the root of its layer, to a new file, which replaces the one that is there
     * when it is complete.
     *
     * @throws IOException when it cannot be written
     */
    public synchronized void write(Path file) throws IOException {
        List<byte[][]> paths =
                images.stream().map(image -> pathsOf(image.metadata())).toList();
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (Entry entry : entries) {
            byte[] path = paths.get(entry.image())[entry.inode()];
            text.writeBytes(path);
            text.write('\n');
        }
        AtomicFile.write(file, text.toByteArray());
    }

    /** A path of each inode but the root. */
    private static byte[][] pathsOf(Metadata metadata) {
        TreePaths paths = new TreePaths(metadata);
        byte[][] all = new byte[metadata.inodeCount()][];
        for (int directory = 0; directory < metadata.directoryCount(); directory++) {
            int end = metadata.endEntry(directory);
            for (int entry = metadata.firstEntry(directory); entry < end; entry++) {
                all[metadata.entryInode(entry)] = paths.of(directory, entry);
            }
        }
        return all;
    }
}

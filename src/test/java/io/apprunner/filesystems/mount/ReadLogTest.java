// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.mount;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.dwarfs.DwarfsImage;
import io.apprunner.dwarfs.container.ImageFile;
import io.apprunner.dwarfs.metadata.Metadata;
import io.apprunner.dwarfs.write.DwarfsWriter;
import io.apprunner.dwarfs.write.ProgressListener;
import io.apprunner.dwarfs.write.WriterOptions;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadLogTest {
    @TempDir
    Path folder;

    @Test
    void filesAreListedOnceInTheOrderOfTheirFirstReads() throws IOException {
        Path tree = Files.createDirectories(folder.resolve("tree"));
        Files.writeString(Files.createDirectory(tree.resolve("sub dir")).resolve("a"), "a");
        Files.writeString(tree.resolve("b"), "b");
        Path layer = folder.resolve("layer");
        new DwarfsWriter(WriterOptions.level(1), ProgressListener.NONE).write(tree, layer);
        Path list = folder.resolve("list");
        try (FileChannel channel = FileChannel.open(layer)) {
            DwarfsImage image = DwarfsImage.open(ImageFile.of(channel, "layer"));
            ReadLog log = new ReadLog();
            IntConsumer reads = log.of(image);
            Metadata metadata = image.metadata();
            int b = find(metadata, Metadata.ROOT, "b");
            int a = find(metadata, find(metadata, Metadata.ROOT, "sub dir"), "a");
            for (int inode : new int[] {b, a, b}) {
                reads.accept(inode);
            }
            log.write(list);
        }
        assertThat(list).hasContent("b\nsub dir/a\n");
    }

    private static int find(Metadata metadata, int directory, String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return metadata.lookup(directory, bytes, 0, bytes.length);
    }
}

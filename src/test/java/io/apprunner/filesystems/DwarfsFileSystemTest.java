// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.apprunner.dwarfs.BlockCache;
import io.apprunner.dwarfs.DwarfsImage;
import io.apprunner.dwarfs.ImageFile;
import io.apprunner.dwarfs.write.DwarfsWriter;
import io.apprunner.dwarfs.write.ProgressListener;
import io.apprunner.dwarfs.write.WriterOptions;
import io.apprunner.fuse.FuseReply;
import io.apprunner.fuse.Replies;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DwarfsFileSystemTest {
    private static final int SIZE = 1_000_000;
    private static final int READ = 128 * 1024;

    @TempDir
    Path folder;

    @Test
    void readingAllocatesNothing() throws IOException {
        byte[] content = new byte[SIZE];
        new Random(1).nextBytes(content);
        Path tree = Files.createDirectory(folder.resolve("tree"));
        Files.write(tree.resolve("file"), content);
        Path layer = folder.resolve("layer");
        new DwarfsWriter(WriterOptions.level(1).withBlockBits(16), ProgressListener.NONE).write(tree, layer);

        try (FileChannel channel = FileChannel.open(layer);
                BlockCache cache = new BlockCache(4 << 20)) {
            DwarfsFileSystem files =
                    new DwarfsFileSystem(DwarfsImage.open(ImageFile.of(channel, "layer")), cache, -1, -1);
            FuseReply reply = Replies.open();
            for (int round = 0; round < 3; round++) {
                assertThat(readAll(files, reply)).isEqualTo(SIZE);
            }
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadAllocatedBytes();
            long empty = threads.getCurrentThreadAllocatedBytes() - before;
            long start = threads.getCurrentThreadAllocatedBytes();
            readAll(files, reply);
            assertThat(threads.getCurrentThreadAllocatedBytes() - start).isEqualTo(empty);
        }
    }

    private static int readAll(DwarfsFileSystem files, FuseReply reply) {
        int sum = 0;
        for (int at = 0; at < SIZE + READ; at += READ) {
            files.read(2, at, READ, reply);
            sum += Replies.finish(reply);
        }
        return sum;
    }
}

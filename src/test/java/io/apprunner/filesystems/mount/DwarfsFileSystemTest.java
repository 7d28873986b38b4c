// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.mount;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.apprunner.dwarfs.DwarfsImage;
import io.apprunner.dwarfs.block.BlockCache;
import io.apprunner.dwarfs.container.ImageFile;
import io.apprunner.dwarfs.metadata.Metadata;
import io.apprunner.dwarfs.write.DwarfsWriter;
import io.apprunner.dwarfs.write.ProgressListener;
import io.apprunner.dwarfs.write.WriterOptions;
import io.apprunner.fuse.FuseReply;
import io.apprunner.fuse.Replies;
import io.apprunner.posix.Constants;
import io.apprunner.posix.Posix;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DwarfsFileSystemTest {
    private static final int SIZE = 1_000_000;
    private static final int READ = 128 * 1024;

    @TempDir
    Path folder;

    @Test
    void readingAllocatesNothing() throws IOException {
        byte[] content = new byte[SIZE];
        new Random(1).nextBytes(content);
        Files.write(tree().resolve("file"), content);
        withLayer(WriterOptions.level(1).withBlockBits(16), LayerView.PLAIN, (files, metadata, cache) -> {
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
        });
    }

    /** A short answer would be the end of the file for the kernel. */
    @Test
    void aFileInManyPiecesIsReadInOneAnswer() throws IOException {
        byte[] content = new byte[(1 << 20) + 5000];
        new Random(2).nextBytes(content);
        Files.write(tree().resolve("file"), content);
        withLayer(WriterOptions.level(0).withBlockBits(10), LayerView.PLAIN, (files, metadata, cache) -> {
            FuseReply reply = Replies.open();
            for (int offset : new int[] {0, 700, 1 << 20}) {
                assertThat(files.read(2, offset, 1 << 20, reply)).isZero();
                int end = Math.min(content.length, offset + (1 << 20));
                assertThat(Replies.data(reply)).isEqualTo(Arrays.copyOfRange(content, offset, end));
            }
            assertThat(cache.memory()).isLessThanOrEqualTo(4 << 20);
        });
    }

    private Path tree() throws IOException {
        return Files.createDirectory(folder.resolve("tree"));
    }

    private interface Use {
        void accept(DwarfsFileSystem files, Metadata metadata, BlockCache cache) throws IOException;
    }

    /** Packs the tree and gives out its file system. */
    private void withLayer(WriterOptions options, LayerView view, Use use) throws IOException {
        Path layer = folder.resolve("layer");
        new DwarfsWriter(options, ProgressListener.NONE).write(folder.resolve("tree"), layer);
        try (FileChannel channel = FileChannel.open(layer);
                BlockCache cache = new BlockCache(4 << 20)) {
            DwarfsImage image = DwarfsImage.open(ImageFile.of(channel, "layer"));
            use.accept(new DwarfsFileSystem(Posix.get(), image, cache, view, inode -> {}), image.metadata(), cache);
        }
    }

    private void withTree(LayerView view, BiConsumer<DwarfsFileSystem, Metadata> use) throws IOException {
        Path tree = tree();
        Path marked = Files.createDirectory(tree.resolve("Marked"));
        Files.createFile(marked.resolve(".wh..wh..opq"));
        Files.createFile(marked.resolve("file"));
        Files.createDirectory(tree.resolve("plain"));
        withLayer(WriterOptions.level(1), view, (files, metadata, cache) -> use.accept(files, metadata));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static long node(Metadata metadata, String name) {
        return metadata.lookup(Metadata.ROOT, ascii(name), 0, name.length()) + 1L;
    }

    private static long lookup(DwarfsFileSystem files, long directory, String name) {
        FuseReply reply = Replies.open();
        assertThat(files.lookup(directory, ascii(name), name.length(), reply)).isZero();
        return Replies.number(reply);
    }

    @Test
    void theMarkOfAnOpaqueDirectoryIsShownAsTheAttributeThatOverlayfsLooksFor() throws IOException {
        withTree(LayerView.PLAIN, (files, metadata) -> {
            long marked = node(metadata, "Marked");
            assertThat(lookup(files, marked, ".wh..wh..opq")).isZero();
            assertThat(lookup(files, marked, "file")).isNotZero();
            FuseReply listing = Replies.open();
            files.readDirectory(marked, 0, listing);
            assertThat(Replies.text(listing)).contains("file").doesNotContain("opq");
            for (String name : new String[] {"user.overlay.opaque", "trusted.overlay.opaque"}) {
                FuseReply reply = Replies.open();
                assertThat(files.attribute(marked, ascii(name), name.length(), reply))
                        .isZero();
                assertThat(Replies.text(reply)).isEqualTo("y");
                assertThat(files.attribute(node(metadata, "plain"), ascii(name), name.length(), Replies.open()))
                        .isEqualTo(Constants.ENODATA);
            }
        });
    }

    @Test
    void caseIsIgnoredOnlyWhenAskedFor() throws IOException {
        withTree(
                LayerView.PLAIN,
                (files, metadata) -> assertThat(lookup(files, 1, "MARKED")).isZero());
        deleteTree();
        withTree(new LayerView(-1, -1, true), (files, metadata) -> {
            assertThat(lookup(files, 1, "mARKED")).isEqualTo(node(metadata, "Marked"));
            assertThat(lookup(files, 1, "other")).isZero();
            assertThat(lookup(files, node(metadata, "Marked"), ".WH..wh..OPQ")).isZero();
        });
    }

    @Test
    void aListingGoesOnWhereTheLastAnswerWasFull() throws IOException {
        Path tree = tree();
        Set<String> expected = new TreeSet<>(Set.of(".", ".."));
        for (int i = 0; i < 300; i++) {
            String name = "n".repeat(i % 100) + i;
            Files.createFile(tree.resolve(name));
            expected.add(name);
        }
        withLayer(WriterOptions.level(1), LayerView.PLAIN, (files, metadata, cache) -> {
            for (boolean withAttributes : new boolean[] {false, true}) {
                List<String> names = new ArrayList<>();
                long offset = 0;
                int answers = 0;
                for (int last = -1; last != names.size(); answers++) {
                    last = names.size();
                    FuseReply reply = Replies.open(1000, withAttributes);
                    assertThat(files.readDirectory(1, offset, reply)).isZero();
                    for (Map.Entry<String, Long> entry :
                            Replies.entries(reply, withAttributes).entrySet()) {
                        names.add(entry.getKey());
                        offset = entry.getValue();
                    }
                }
                assertThat(answers).isGreaterThan(10);
                assertThat(names).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(expected);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 1000, 1L << 31, (1L << 32) + 2, Long.MAX_VALUE - 1, Long.MAX_VALUE})
    void behindTheEndOfADirectoryNothingIsListed(long offset) throws IOException {
        withTree(LayerView.PLAIN, (files, metadata) -> {
            FuseReply reply = Replies.open();
            assertThat(files.readDirectory(node(metadata, "Marked"), offset, reply))
                    .isZero();
            assertThat(Replies.entries(reply, false)).isEmpty();
        });
    }

    @Test
    void oneOwnerCanBeShownForAllFiles() throws IOException {
        withTree(new LayerView(7, -1, false), (files, metadata) -> {
            for (String name : new String[] {"Marked", "plain"}) {
                long node = node(metadata, name);
                assertThat(files.user(node)).isEqualTo(7);
                assertThat(files.group(node)).isEqualTo(metadata.gid((int) node - 1));
            }
        });
    }

    @Test
    void theFileSystemTellsItsSizeAndHasNoRoom() throws IOException {
        withTree(LayerView.PLAIN, (files, metadata) -> {
            FuseReply reply = Replies.open();
            assertThat(files.fileSystem(reply)).isZero();
            ByteBuffer figures = ByteBuffer.wrap(Replies.text(reply).getBytes(StandardCharsets.ISO_8859_1))
                    .order(ByteOrder.nativeOrder());
            assertThat(figures.remaining()).isEqualTo(80);
            assertThat(figures.getLong(0)).isEqualTo((metadata.totalSize() + 4095) / 4096);
            assertThat(figures.getLong(8)).as("free blocks").isZero();
            assertThat(figures.getLong(24)).isEqualTo(metadata.inodeCount());
            assertThat(figures.getInt(44)).as("longest name").isEqualTo(255);
        });
    }

    @Test
    void holesTakeNoBlocksAndAreFound() throws IOException {
        byte[] content = new byte[SIZE];
        content[0] = 1;
        Files.write(tree().resolve("file"), content);
        withLayer(WriterOptions.level(1).withBlockBits(20), LayerView.PLAIN, (files, metadata, cache) -> {
            FuseReply attributes = Replies.open();
            assertThat(files.attributes(2, attributes)).isZero();
            ByteBuffer figures = ByteBuffer.wrap(Replies.text(attributes).getBytes(StandardCharsets.ISO_8859_1))
                    .order(ByteOrder.nativeOrder());
            assertThat(figures.getLong(16 + 8)).as("size").isEqualTo(SIZE);
            assertThat(figures.getLong(16 + 16)).as("blocks").isBetween(1L, 300L);
            FuseReply hole = Replies.open();
            assertThat(files.seekHole(2, 0, hole)).isZero();
            assertThat(Replies.number(hole)).isEqualTo(1 << 16);
            FuseReply data = Replies.open();
            assertThat(files.seekData(2, 5, data)).isZero();
            assertThat(Replies.number(data)).isEqualTo(5);
            assertThat(files.seekData(2, SIZE, Replies.open())).isEqualTo(Constants.ENXIO);
            assertThat(files.seekHole(2, SIZE, Replies.open())).isEqualTo(Constants.ENXIO);
            assertThat(files.seekHole(1, 0, Replies.open())).isEqualTo(Constants.EINVAL);
        });
    }

    private void deleteTree() throws IOException {
        try (Stream<Path> paths = Files.walk(folder.resolve("tree"))) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
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

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.dwarfs.DwarfsImage;
import io.apprunner.dwarfs.block.BlockCache;
import io.apprunner.dwarfs.container.HistoryEntry;
import io.apprunner.dwarfs.container.ImageFile;
import io.apprunner.dwarfs.tree.FileReader;
import io.apprunner.dwarfs.write.ProgressListener;
import io.apprunner.dwarfs.write.WriterOptions;
import io.apprunner.posix.Posix;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayersTest {
    private final Layers layers = new Layers(Posix.get());
    private final LayerInspector inspector = new LayerInspector(Posix.get());
    private final List<String> losses = new ArrayList<>();

    @TempDir
    Path folder;

    private Path tree = Path.of("tree");
    private Path layer = Path.of("layer");

    @BeforeEach
    void makeTree() throws IOException {
        tree = Files.createDirectories(folder.resolve("tree"));
        layer = folder.resolve("layer");
    }

    private void create(WriterOptions options) {
        layers.create(tree, layer, options, new ProgressListener() {
            @Override
            public void notStored(Path path, String what) {
                losses.add(tree.relativize(path) + ": " + what);
            }
        });
    }

    /** Gives an extended attribute to a file; skips the test where the file system has none. */
    private static void attribute(Path path, String name, String value) throws IOException {
        UserDefinedFileAttributeView view = Files.getFileAttributeView(path, UserDefinedFileAttributeView.class);
        try {
            view.write(name, ByteBuffer.wrap(value.getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            Assumptions.abort("no extended attributes in " + path);
        }
    }

    @Test
    void whatALayerCannotHoldIsReported() throws IOException {
        attribute(Files.createFile(tree.resolve("file")), "comment", "x");
        attribute(Files.createDirectory(tree.resolve("dir")), "overlay.origin", "x");

        create(WriterOptions.level(0));

        assertThat(losses).containsExactly("file: extended attribute user.comment");
    }

    @Test
    void anOpaqueDirectoryHasAMarker() throws IOException {
        attribute(Files.createDirectory(tree.resolve("opaque")), "overlay.opaque", "y");
        attribute(Files.createDirectory(tree.resolve("not")), "overlay.opaque", "n");
        Files.createFile(tree.resolve("opaque/zero"));
        List<String> paths = new ArrayList<>();

        create(WriterOptions.level(0));
        inspector.list(layer, -1, entry -> paths.add(entry.path()));

        assertThat(paths).containsExactly("not", "opaque", "opaque/.wh..wh..opq", "opaque/zero");
        assertThat(losses).isEmpty();
    }

    @Test
    void theHistorySaysWhatMadeTheLayerAndNothingOfTheHost() throws IOException {
        List<String> arguments = List.of("a", "b".repeat(200), "ü");

        create(WriterOptions.level(1).withHistory("app-runner v1", arguments).withCreated(1_700_000_000));

        assertThat(inspector.each(layer, DwarfsImage::history).getFirst())
                .containsExactly(new HistoryEntry("app-runner v1", "", "", arguments, 1_700_000_000, List.of()));
        assertThat(inspector.verify(layer).getFirst().faults()).isEmpty();
    }

    @Test
    void noFileIsYoungerThanTheTimeOfCreation() throws IOException {
        Files.createFile(tree.resolve("new"));
        List<Long> times = new ArrayList<>();

        create(WriterOptions.level(1).withCreated(1000));
        inspector.list(layer, -1, entry -> times.add(entry.modified()));

        assertThat(times).containsExactly(1000L);
    }

    @Test
    void aSparseFileOfThreeGigabytesIsATinyLayerInNoTime() throws IOException {
        long size = 3L << 30;
        byte[] island = "island".getBytes(StandardCharsets.US_ASCII);
        long[] places = {0, 1_234_567_890, size - island.length};
        try (FileChannel file = FileChannel.open(
                tree.resolve("sparse"),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE,
                StandardOpenOption.SPARSE)) {
            for (long place : places) {
                file.write(ByteBuffer.wrap(island), place);
            }
        }

        create(WriterOptions.level(7));

        assertThat(layer).satisfies(path -> assertThat(Files.size(path)).isLessThan(20_000));
        try (FileChannel channel = FileChannel.open(layer);
                DwarfsImage image = DwarfsImage.open(ImageFile.of(channel, "layer"));
                BlockCache cache = new BlockCache(64 << 20)) {
            FileReader reader = new FileReader(image, cache);
            assertThat(image.metadata().size(1)).isEqualTo(size);
            for (long place : places) {
                // With zeros on both sides, as far as the file goes.
                long from = Math.max(0, place - 100_000);
                ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(200_000, size - from));
                reader.read(1, from, bytes);
                byte[] expected = new byte[bytes.capacity()];
                System.arraycopy(island, 0, expected, (int) (place - from), island.length);
                assertThat(bytes.array()).isEqualTo(expected);
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.dwarfs.DwarfsImage;
import io.apprunner.dwarfs.container.ImageFile;
import io.apprunner.dwarfs.metadata.Metadata;
import io.apprunner.dwarfs.write.metadata.Owner;
import io.apprunner.zstd.Effort;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoundTripTest {
    @TempDir
    Path folder;

    private Path tree = Path.of("tree");
    private Path image = Path.of("image");

    @BeforeEach
    void makeTree() throws IOException {
        tree = Files.createDirectory(folder.resolve("tree"));
        image = folder.resolve("image");
    }

    private void write(WriterOptions options) {
        new DwarfsWriter(options, ProgressListener.NONE).write(tree, image);
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 12", "2, 1, 12", "3, 22, 10", "4, 3, 16", "5, 22, 24"})
    void aRandomTreeComesBackAsItWas(long seed, int zstd, int blockBits) throws IOException {
        RandomTree.make(tree, seed);
        WriterOptions options = WriterOptions.level(7);
        CompressionLevel compression = new CompressionLevel(blockBits, Effort.of(zstd), Effort.of(zstd));

        write(new WriterOptions(
                compression,
                2,
                options.metadata(),
                List.of("n1", "n2", "n3", "n4"),
                10,
                16,
                List.of(),
                options.probe()));

        assertThat(Listing.ofImage(image)).isEqualTo(Listing.ofTree(tree, false));
    }

    @Test
    void subSecondsAreKeptOnDemand() throws IOException {
        RandomTree.make(tree, 6);

        write(WriterOptions.level(1).withSubSeconds());

        assertThat(Listing.ofImage(image)).isEqualTo(Listing.ofTree(tree, true));
    }

    @Test
    void anEmptyTreeIsAnImageWithoutBlocks() throws IOException {
        write(WriterOptions.level(1));

        assertThat(Listing.ofImage(image))
                .isEqualTo(Listing.ofTree(tree, false))
                .hasSize(1);
    }

    @Test
    void oneOwnerCanTakeTheTreeOver() throws IOException {
        Files.createFile(tree.resolve("a"));

        write(WriterOptions.level(1).withOwner(new Owner(0xFFFF_FFFEL, 7)));

        assertThat(Listing.ofImage(image).values()).allMatch(line -> line.contains(" -2:7 "));
    }

    @Test
    void aNewerImageReplacesTheOldOne() throws IOException {
        Files.writeString(image, "old");
        Files.writeString(tree.resolve("a"), "new");

        write(WriterOptions.level(1));

        assertThat(Listing.ofImage(image)).containsKey("a");
    }

    @Test
    void anImageCanFollowOtherBytesInAFile() throws IOException {
        Files.writeString(tree.resolve("a"), "content");
        Path container = Files.writeString(folder.resolve("container"), "#!/bin/sh\n");
        long start = Files.size(container);
        long size;
        try (FileChannel channel = FileChannel.open(container, StandardOpenOption.APPEND)) {
            size = new DwarfsWriter(WriterOptions.level(1), ProgressListener.NONE).write(tree, channel);
        }

        try (FileChannel channel = FileChannel.open(container);
                DwarfsImage opened = DwarfsImage.open(new ImageFile(channel, "container", start, size))) {
            assertThat(opened.metadata().inodeCount()).isEqualTo(2);
            assertThat(opened.writerVersion()).isEqualTo("app-runner");
        }
    }

    @Test
    void startFilesComeFirstInSmallBlocks() throws IOException {
        Files.write(tree.resolve("a"), new byte[100_000]);
        Files.write(tree.resolve("loader"), new byte[3000]);
        Files.createSymbolicLink(tree.resolve("ld.so"), Path.of("/loader"));

        write(WriterOptions.level(1).withBlockBits(16).withStartBlockBits(11).withStartFiles(List.of("/ld.so")));

        try (FileChannel channel = FileChannel.open(image);
                DwarfsImage opened = DwarfsImage.open(ImageFile.of(channel, "image"))) {
            Metadata metadata = opened.metadata();
            byte[] name = "loader".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            int chunk = metadata.firstChunk(metadata.lookup(Metadata.ROOT, name, 0, name.length));
            assertThat(metadata.chunkBlock(chunk)).isZero();
            assertThat(metadata.chunkSize(chunk)).isEqualTo(2048);
            assertThat(metadata.chunkBlock(chunk + 1)).isEqualTo(1);
            assertThat(opened.blockCount()).isEqualTo(4);
        }
        assertThat(Listing.ofImage(image)).isEqualTo(Listing.ofTree(tree, false));
    }

    @Test
    void startFilesThatAreTooManyTakeTheirPlaceAmongTheOthers() throws IOException {
        Files.write(tree.resolve("first"), noise(800_000));
        Files.write(tree.resolve("second"), noise(700_000));
        Files.write(tree.resolve("third"), noise(200_000));
        write(WriterOptions.level(0).withStartFiles(List.of("first", "third")));
        byte[] wanted = Files.readAllBytes(image);

        write(WriterOptions.level(0).withStartFiles(List.of("first", "second", "third")));

        assertThat(Files.readAllBytes(image)).isEqualTo(wanted);
    }

    private static byte[] noise(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}

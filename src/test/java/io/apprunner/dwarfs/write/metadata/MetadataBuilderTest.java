// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.dwarfs.DwarfsImage;
import io.apprunner.dwarfs.container.ImageFile;
import io.apprunner.dwarfs.format.FileType;
import io.apprunner.dwarfs.format.SectionType;
import io.apprunner.dwarfs.metadata.Metadata;
import io.apprunner.dwarfs.write.frozen.FrozenWriter.Frozen;
import io.apprunner.dwarfs.write.scan.Deduplicator;
import io.apprunner.dwarfs.write.scan.FakeTree;
import io.apprunner.dwarfs.write.scan.SourceTree;
import io.apprunner.dwarfs.write.section.SectionWriter;
import io.apprunner.zstd.Effort;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataBuilderTest {
    private static final MetadataOptions OPTIONS =
            new MetadataOptions(1 << 20, Optional.empty(), false, OptionalLong.of(5));

    @TempDir
    Path folder;

    private void read(SourceTree tree, Consumer<Metadata> check) throws IOException {
        read(tree, OPTIONS, check);
    }

    private void read(SourceTree tree, MetadataOptions options, Consumer<Metadata> check) throws IOException {
        Frozen frozen = MetadataBuilder.build(tree, Deduplicator.contents(tree, 2), options, Effort.of(0));
        try (FileChannel channel = FileChannel.open(
                folder.resolve("image"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            SectionWriter sections = new SectionWriter(channel, bytes -> {});
            sections.append(SectionType.SCHEMA, frozen.schema(), Effort.of(0));
            sections.append(SectionType.METADATA, frozen.data(), Effort.of(3));
            sections.finish();
            try (DwarfsImage image = DwarfsImage.open(ImageFile.of(channel, "image"))) {
                check.accept(image.metadata());
            }
        }
    }

    private static int inode(Metadata metadata, String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return metadata.lookup(Metadata.ROOT, bytes, 0, bytes.length);
    }

    @Test
    void devicesFifosAndSocketsSurvive() throws IOException {
        SourceTree tree = new FakeTree()
                .add("disk", 0060660, 0x801)
                .add("fifo", 0010644, 0)
                .add("file", 0100644, 0)
                .add("null", 0020666, 0x103)
                .add("socket", 0140755, 0)
                .add("whiteout", 0020000, 0)
                .tree();

        read(tree, metadata -> {
            assertThat(metadata.inodeCount()).isEqualTo(7);
            assertThat(metadata.device(inode(metadata, "null"))).isEqualTo(0x103);
            assertThat(metadata.device(inode(metadata, "disk"))).isEqualTo(0x801);
            assertThat(metadata.device(inode(metadata, "whiteout"))).isZero();
            assertThat(metadata.type(inode(metadata, "whiteout"))).isEqualTo(FileType.CHARACTER_DEVICE);
            assertThat(metadata.type(inode(metadata, "fifo"))).isEqualTo(FileType.FIFO);
            assertThat(metadata.type(inode(metadata, "socket"))).isEqualTo(FileType.SOCKET);
            assertThat(metadata.mode(inode(metadata, "disk"))).isEqualTo(0060660);
            assertThat(metadata.gid(inode(metadata, "file"))).isEqualTo(-2);
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, -3600, -62_135_596_800L, 0xFFFF_FFFFL, 13_572_331_506L, 1L << 40, -(1L << 50)})
    void aTimeOfAnyWidthSurvivesToTheNanosecond(long seconds) throws IOException {
        Instant far = Instant.ofEpochSecond(seconds, 999_999_999);
        SourceTree tree = new FakeTree()
                .add("far", far)
                .add("near", Instant.ofEpochSecond(1_700_000_000, 1))
                .tree();
        for (boolean keepsNanoseconds : new boolean[] {false, true}) {
            MetadataOptions options =
                    new MetadataOptions(1 << 20, Optional.empty(), keepsNanoseconds, OptionalLong.empty());
            read(tree, options, metadata -> {
                assertThat(metadata.modifiedSeconds(inode(metadata, "far"))).isEqualTo(seconds);
                assertThat(metadata.modifiedSeconds(inode(metadata, "near"))).isEqualTo(1_700_000_000);
                assertThat(metadata.modifiedSeconds(Metadata.ROOT)).isEqualTo(100);
                assertThat(metadata.modifiedNanos(inode(metadata, "far")))
                        .isEqualTo(keepsNanoseconds ? 999_999_999 : 0);
            });
        }
    }

    @Test
    void aLoneWhiteoutIsStillADevice() throws IOException {
        read(new FakeTree().add("gone", 0020000, 0).tree(), metadata -> {
            assertThat(metadata.type(inode(metadata, "gone"))).isEqualTo(FileType.CHARACTER_DEVICE);
            assertThat(metadata.device(inode(metadata, "gone"))).isZero();
        });
    }

    @Test
    void theRootHasNoNameInTheTable() {
        SourceTree tree =
                new FakeTree().add("a", 0100644, 0).add("b", 0100644, 0).tree();

        DirectoryTables tables =
                DirectoryTables.of(tree, InodeOrder.of(tree, Deduplicator.contents(tree, 2)), Effort.of(0));

        assertThat(tables.names().buffer()).isEqualTo("ab".getBytes(StandardCharsets.US_ASCII));
        assertThat(tables.names().index()).containsExactly(0, 1, 2);
        assertThat(tables.directories()).hasSize(2).last().isEqualTo(new MetadataModel.Directory(0, 3, 0));
    }

    @Test
    void oneDirectoryHoldsAHundredThousandFiles() throws IOException {
        FakeTree fake = new FakeTree();
        for (int i = 100_000; i < 200_000; i++) {
            fake.add("f" + i, 0100644, 0);
        }

        read(fake.tree(), metadata -> {
            assertThat(metadata.entryCount()).isEqualTo(100_001);
            assertThat(inode(metadata, "f155555")).isPositive();
            assertThat(inode(metadata, "f2")).isEqualTo(-1);
        });
    }
}

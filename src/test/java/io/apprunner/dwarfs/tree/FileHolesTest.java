// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.dwarfs.Bytes;
import io.apprunner.dwarfs.FrozenImage;
import io.apprunner.dwarfs.OneFileTree;
import io.apprunner.dwarfs.Vectors;
import io.apprunner.dwarfs.block.BlockCache;
import io.apprunner.dwarfs.metadata.Metadata;
import io.apprunner.dwarfs.write.DwarfsWriter;
import io.apprunner.dwarfs.write.ProgressListener;
import io.apprunner.dwarfs.write.WriterOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileHolesTest {
    private static final int FILE = 1;
    private static final int MIB = 1 << 20;

    @TempDir
    Path folder;

    @Test
    void a_hole_has_no_stored_bytes_and_lies_between_data() {
        Map<Integer, Object> metadata = OneFileTree.ofOneHole(100_000);
        metadata.put(34, FrozenImage.some(FrozenImage.u32(1)));
        metadata.put(
                1,
                List.of(OneFileTree.chunk(0, 0, 5), OneFileTree.chunk(1, 0xFFFF_FFFFL, 0), OneFileTree.chunk(0, 5, 7)));
        metadata.put(4, FrozenImage.numbers(0, 3));
        Bytes.with(folder.resolve("image"), FrozenImage.of(metadata, new byte[16]), image -> {
            try (BlockCache cache = new BlockCache(MIB)) {
                FileHoles holes = new FileHoles(image, cache);
                assertThat(holes.stored(FILE)).isEqualTo(12);
                assertThat(holes.nextData(FILE, 0)).isZero();
                assertThat(holes.nextHole(FILE, 0)).isEqualTo(5);
                assertThat(holes.nextHole(FILE, 77)).isEqualTo(77);
                assertThat(holes.nextData(FILE, 77)).isEqualTo(100_005);
                assertThat(holes.nextData(FILE, 100_011)).isEqualTo(100_011);
                assertThat(holes.nextHole(FILE, 100_005)).isEqualTo(100_012);
                assertThat(holes.nextData(FILE, 100_012)).isEqualTo(-1);
                assertThat(holes.nextHole(FILE, 100_012)).isEqualTo(-1);
                assertThat(holes.nextData(FILE, Long.MAX_VALUE)).isEqualTo(-1);
            }
            return image;
        });
    }

    @Test
    void a_file_that_ends_with_a_hole_has_no_data_behind_it() {
        Bytes.with(folder.resolve("image"), FrozenImage.of(OneFileTree.ofOneHole(1L << 40)), image -> {
            try (BlockCache cache = new BlockCache(MIB)) {
                FileHoles holes = new FileHoles(image, cache);
                assertThat(holes.stored(FILE)).isZero();
                assertThat(holes.nextData(FILE, 1)).isEqualTo(-1);
                assertThat(holes.nextHole(FILE, 1)).isEqualTo(1);
                assertThat(holes.stored(Metadata.ROOT)).isEqualTo(1);
            }
            return image;
        });
    }

    /** Our writer makes no holes, because other drivers may refuse them: it stores one block of zeros. */
    @Test
    void the_zeros_of_our_own_layers_are_holes() throws IOException {
        byte[] content = new byte[3 * MIB];
        Arrays.fill(content, 2 * MIB, 2 * MIB + 10, (byte) 1);
        packed(content, holes -> {
            assertThat(holes.stored(FILE)).isLessThanOrEqualTo(1 << 16);
            assertThat(holes.nextData(FILE, 0)).isEqualTo(2 * MIB);
            assertThat(holes.nextHole(FILE, 2 * MIB)).isEqualTo(2 * MIB + (1 << 16));
            assertThat(holes.nextData(FILE, 2 * MIB + (1 << 16))).isEqualTo(-1);
        });
    }

    @Test
    void what_compresses_as_well_as_zeros_is_data() throws IOException {
        byte[] content = new byte[3 * MIB];
        Arrays.fill(content, (byte) -1);
        packed(content, holes -> {
            assertThat(holes.stored(FILE)).isEqualTo(3 * MIB);
            assertThat(holes.nextHole(FILE, 0)).isEqualTo(3 * MIB);
        });
    }

    private void packed(byte[] content, Consumer<FileHoles> use) throws IOException {
        Path tree = Files.createDirectory(folder.resolve("tree"));
        Files.write(tree.resolve("file"), content);
        Path layer = folder.resolve("layer");
        new DwarfsWriter(WriterOptions.level(3).withBlockBits(20), ProgressListener.NONE).write(tree, layer);
        Vectors.with(layer, image -> {
            try (BlockCache cache = new BlockCache(4 * MIB)) {
                use.accept(new FileHoles(image, cache));
            }
            return image;
        });
    }
}

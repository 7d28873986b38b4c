// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.check;

import static io.apprunner.dwarfs.FrozenImage.flag;
import static io.apprunner.dwarfs.FrozenImage.some;
import static io.apprunner.dwarfs.FrozenImage.struct;
import static io.apprunner.dwarfs.FrozenImage.u32;
import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.dwarfs.Bytes;
import io.apprunner.dwarfs.FrozenImage;
import io.apprunner.dwarfs.OneFileTree;
import io.apprunner.dwarfs.Vectors;
import io.apprunner.dwarfs.block.BlockCache;
import io.apprunner.dwarfs.container.ImageFile;
import io.apprunner.error.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class CheckupTest {
    @TempDir
    Path folder;

    private static Checkup.Report check(Path file) {
        try (FileChannel channel = FileChannel.open(file);
                BlockCache cache = new BlockCache(32L << 20)) {
            return Checkup.of(ImageFile.of(channel, "test"), cache);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Checkup.Fault onlyFault(byte[] image) throws IOException {
        List<Checkup.Fault> faults =
                check(Files.write(folder.resolve("image"), image)).faults();
        assertThat(faults).hasSize(1);
        return faults.getFirst();
    }

    @TestFactory
    Stream<DynamicTest> every_byte_of_a_sound_image_is_checked() {
        return Vectors.ownImages().stream()
                .map(image -> DynamicTest.dynamicTest(image.getFileName().toString(), () -> {
                    Checkup.Report report = check(image);
                    assertThat(report.faults()).isEmpty();
                    assertThat(report.sections()).isGreaterThan(2);
                    assertThat(report.blockBytes()).isPositive();
                }));
    }

    @Test
    void reference_images_are_sound() {
        Path reference = Vectors.reference();
        for (String name : new String[] {"compat-v0.5.6", "compat-v0.7.5", "compat-v0.9.10", "data", "timestamps"}) {
            assertThat(check(reference.resolve(name + ".dwarfs")).faults())
                    .as(name)
                    .isEmpty();
        }
    }

    @Test
    void a_wrong_sha_that_opening_does_not_look_at_is_found() throws IOException {
        byte[] image = Files.readAllBytes(Vectors.own("tree-default.dwarfs"));
        image[10] ^= 1;
        int inodes = Bytes.with(
                folder.resolve("other"), image, open -> open.metadata().inodeCount());
        assertThat(inodes).isPositive();
        Checkup.Fault fault = onlyFault(image);
        assertThat(fault.code()).isEqualTo(ErrorCode.CHECKSUM);
        assertThat(fault.expected()).startsWith("SHA-512/256");
        assertThat(fault.section()).isZero();
    }

    @Test
    void one_changed_byte_in_a_block_is_found() throws IOException {
        byte[] image = Files.readAllBytes(Vectors.own("tree-plain.dwarfs"));
        image[5000] ^= 1;
        assertThat(onlyFault(image).code()).isEqualTo(ErrorCode.CHECKSUM);
    }

    @Test
    void an_index_that_leads_to_the_wrong_places_is_found() throws IOException {
        byte[] image = Files.readAllBytes(Vectors.own("tree-default.dwarfs"));
        ByteBuffer bytes = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
        int index = bytes.getInt(image.length - Long.BYTES);
        // The entry of the second section.
        image[index + Bytes.HEADER + Long.BYTES] ^= 1;
        Bytes.sign(image, index, image.length);

        List<Checkup.Fault> faults =
                check(Files.write(folder.resolve("image"), image)).faults();

        assertThat(faults).extracting(Checkup.Fault::section).contains(0, 1);
    }

    @Test
    void an_inode_has_as_many_names_as_it_says() throws IOException {
        Map<Integer, Object> metadata = OneFileTree.ofOneFile(16, 0);
        metadata.put(18, some(struct(8, flag(true))));
        metadata.put(3, List.of(struct(2, u32(0), 14, u32(0)), struct(2, u32(1), 14, u32(1))));
        assertThat(onlyFault(FrozenImage.of(metadata)).expected()).isEqualTo("2 names of inode 1");
        metadata.put(3, List.of(struct(2, u32(0), 14, u32(0)), struct(2, u32(1), 14, u32(0))));
        assertThat(check(Files.write(folder.resolve("image"), FrozenImage.of(metadata)))
                        .faults())
                .isEmpty();
    }
}

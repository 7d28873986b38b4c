// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apprunner.error.ErrorCode;
import io.apprunner.error.FormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class VerifierTest {
    @TempDir
    Path folder;

    private static Verifier.Report verify(DwarfsImage image) {
        try (BlockCache cache = new BlockCache(32L << 20)) {
            return Verifier.verify(image, cache);
        }
    }

    @TestFactory
    Stream<DynamicTest> every_byte_of_a_sound_image_is_checked() {
        return Vectors.ownImages().stream()
                .map(image -> DynamicTest.dynamicTest(image.getFileName().toString(), () -> {
                    Verifier.Report report = Vectors.with(image, VerifierTest::verify);
                    assertThat(report.storedBytes()).isEqualTo(Files.size(image));
                    assertThat(report.blockBytes()).isPositive();
                }));
    }

    @Test
    void reference_images_are_sound() {
        Path reference = Vectors.reference();
        for (String name : new String[] {"compat-v0.5.6", "compat-v0.7.5", "compat-v0.9.10", "data", "timestamps"}) {
            assertThat(Vectors.with(reference.resolve(name + ".dwarfs"), VerifierTest::verify)
                            .sections())
                    .isPositive();
        }
    }

    @Test
    void a_wrong_sha_that_opening_does_not_look_at_is_found() throws IOException {
        byte[] image = Files.readAllBytes(Vectors.own("tree-default.dwarfs"));
        image[10] ^= 1;
        Path file = folder.resolve("image");
        int inodes = Bytes.with(file, image, open -> open.metadata().inodeCount());
        assertThat(inodes).isPositive();
        assertThatThrownBy(() -> Bytes.with(file, image, VerifierTest::verify))
                .isInstanceOfSatisfying(FormatException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.CHECKSUM);
                    assertThat(e.expected()).startsWith("SHA-512/256");
                });
    }

    @Test
    void one_changed_byte_in_a_block_is_found() throws IOException {
        byte[] image = Files.readAllBytes(Vectors.own("tree-plain.dwarfs"));
        image[5000] ^= 1;
        assertThatThrownBy(() -> Bytes.with(folder.resolve("image"), image, VerifierTest::verify))
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CHECKSUM));
    }
}

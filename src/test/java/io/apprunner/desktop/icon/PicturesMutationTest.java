// SPDX-License-Identifier: Apache-2.0
package io.apprunner.desktop.icon;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.error.AppRunnerException;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Whatever the bytes are, reading them ends soon, and only with the project's exception. */
class PicturesMutationTest {
    private static final int ROUNDS = 1500;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Test
    void mutatedPicturesAreReadOrRefused() {
        List<byte[]> files = List.of(
                Samples.png(Samples.gradient(BufferedImage.TYPE_INT_ARGB, 20, 20), false),
                Samples.png(Samples.gradient(BufferedImage.TYPE_BYTE_INDEXED, 20, 20), true),
                Samples.jpeg(Samples.gradient(BufferedImage.TYPE_INT_RGB, 40, 40), false, 2),
                Samples.jpeg(Samples.gradient(BufferedImage.TYPE_INT_RGB, 40, 40), true, 0),
                Samples.jpeg(Samples.gradient(BufferedImage.TYPE_BYTE_GRAY, 40, 40), true, 3));
        files.forEach(file -> mutate(file, Pictures::decode));
    }

    @Test
    void mutatedSvgIsAcceptedOrRefused() {
        String svg = "<?xml version='1.0'?><!DOCTYPE svg><svg a='b'><g><!-- c --></g>&amp;<![CDATA[x]]></svg>";
        mutate(svg.getBytes(StandardCharsets.UTF_8), Pictures::checkSvg);
    }

    private static void mutate(byte[] file, Consumer<byte[]> reader) {
        Random random = new Random(file.length);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] mutant = mutant(file, random);
            long start = System.nanoTime();
            try {
                reader.accept(mutant);
            } catch (AppRunnerException e) {
                assertThat(e).hasNoCause();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE);
        }
    }

    private static byte[] mutant(byte[] file, Random random) {
        byte[] mutant = random.nextInt(8) == 0 ? Arrays.copyOf(file, random.nextInt(file.length)) : file.clone();
        for (int i = random.nextInt(4); i >= 0 && mutant.length > 0; i--) {
            // The headers are where the interesting bytes stand.
            int bound = random.nextBoolean() ? mutant.length : Math.min(mutant.length, 60);
            int at = random.nextInt(bound);
            mutant[at] = switch (random.nextInt(4)) {
                case 0 -> 0;
                case 1 -> (byte) 0xff;
                case 2 -> (byte) (mutant[at] ^ 1 << random.nextInt(8));
                default -> (byte) random.nextInt(256);
            };
        }
        return mutant;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CompressionLevelTest {
    @Test
    void levelZeroDoesNotCompress() {
        assertThat(CompressionLevel.of(0).data()).isZero();
    }

    @Test
    void theDefaultIsTheStrongestZstdWithBlocksOfSixteenMebibytes() {
        assertThat(CompressionLevel.of(CompressionLevel.DEFAULT)).isEqualTo(new CompressionLevel(24, 22, 22));
    }

    @Test
    void higherLevelsNeverDoLess() {
        for (int level = 1; level <= 9; level++) {
            assertThat(CompressionLevel.of(level).data())
                    .isGreaterThanOrEqualTo(CompressionLevel.of(level - 1).data());
            assertThat(CompressionLevel.of(level).blockBits())
                    .isGreaterThanOrEqualTo(CompressionLevel.of(level - 1).blockBits());
        }
    }

    @Test
    void otherLevelsAreRefused() {
        assertThatThrownBy(() -> CompressionLevel.of(10)).hasMessageContaining("10");
        assertThatThrownBy(() -> CompressionLevel.of(-1)).hasMessageContaining("-1");
    }
}

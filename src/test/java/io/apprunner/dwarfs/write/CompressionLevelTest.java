// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CompressionLevelTest {
    @Test
    void levelZeroDoesNotCompress() {
        assertThat(CompressionLevel.of(0).data().none()).isTrue();
    }

    @Test
    void theDefaultHasBlocksOfSixteenMebibytes() {
        assertThat(CompressionLevel.of(CompressionLevel.DEFAULT).blockBits()).isEqualTo(24);
    }

    @Test
    void higherLevelsNeverDoLess() {
        for (int level = 1; level <= 9; level++) {
            assertThat(CompressionLevel.of(level).data().level())
                    .isGreaterThanOrEqualTo(
                            CompressionLevel.of(level - 1).data().level());
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

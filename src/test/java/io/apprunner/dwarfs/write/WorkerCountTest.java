// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WorkerCountTest {
    private static final CompressionLevel DEFAULT = CompressionLevel.of(CompressionLevel.DEFAULT);

    @Test
    void thereIsOneWorkerPerProcessorWhenMemoryIsPlenty() {
        assertThat(WorkerCount.bounded(8, 64L << 30, DEFAULT)).isEqualTo(8);
    }

    @Test
    void littleMemoryMeansFewerWorkersButNeverNone() {
        assertThat(WorkerCount.bounded(32, 4L << 30, DEFAULT)).isEqualTo(6);
        assertThat(WorkerCount.bounded(32, 1L << 20, DEFAULT)).isEqualTo(1);
    }

    @Test
    void theKernelTellsWhatIsAvailable() {
        assertThat(WorkerCount.parse(List.of("MemTotal: 9 kB", "MemAvailable:   23456 kB")))
                .isEqualTo(23456L << 10);
        assertThat(WorkerCount.parse(List.of())).isEqualTo(Long.MAX_VALUE);
    }
}

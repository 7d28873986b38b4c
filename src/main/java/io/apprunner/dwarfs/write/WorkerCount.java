// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write;

import io.apprunner.text.RawPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How many threads may compress at the same time without using up the host's memory. */
final class WorkerCount {
    private static final Path MEMINFO = RawPath.of("/proc/meminfo");
    private static final String AVAILABLE = "MemAvailable:";
    private static final long KIB = 1024;

    /** zstd's tables grow to ten times the block at high levels, and there is a part that does not depend on it. */
    private static final long BLOCKS_PER_WORKER = 12;

    private static final long FIXED_PER_WORKER = 128L << 20;

    private WorkerCount() {}

    /** One per processor, but together at most half of the memory that is available. */
    static int of(CompressionLevel compression) {
        int processors = Runtime.getRuntime().availableProcessors();
        return bounded(processors, available(), compression);
    }

    /**
     * The number of workers.
     *
     * @param available bytes of free memory
     */
    static int bounded(int processors, long available, CompressionLevel compression) {
        long each = FIXED_PER_WORKER + BLOCKS_PER_WORKER * (1L << compression.blockBits());
        return Math.clamp(available / 2 / each, 1, processors);
    }

    private static long available() {
        try {
            return parse(Files.readAllLines(MEMINFO, StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // Without /proc nothing is known; one block per processor is what most hosts can bear.
            return Long.MAX_VALUE;
        }
    }

    /** The available memory in bytes as the lines of /proc/meminfo tell it; as good as endless if they do not. */
    static long parse(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith(AVAILABLE))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToLong(kib -> Long.parseLong(kib) * KIB)
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write;

import io.apprunner.dwarfs.write.metadata.MetadataOptions;
import io.apprunner.dwarfs.write.metadata.Owner;
import io.apprunner.dwarfs.write.scan.SourceProbe;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How an image is written. The bytes of the image depend on the tree and on all of this but {@code workers} and
 * {@code probe}.
 *
 * @param compression block size and effort
 * @param workers threads that compress; each needs about 12 blocks of memory and 128 MiB at zstd's high levels
 * @param metadata owners, times, time of creation
 * @param startFiles files that a program start needs, as paths in the tree: they come first, in small blocks of their
 *     own, as long as these are few
 * @param startBlockBits the size of those blocks as a power of two
 * @param historyBits repeats of pieces of files are looked for in the last 2^historyBits bytes; 0 to look for none
 * @param history what wrote the image and with which arguments; empty to say nothing
 * @param probe tells what the Java library does not know about files
 */
public record WriterOptions(
        CompressionLevel compression,
        int workers,
        MetadataOptions metadata,
        List<String> startFiles,
        int startBlockBits,
        int historyBits,
        List<String> history,
        SourceProbe probe) {
    /** 4 MiB: read as a whole while the layer is being mounted. */
    private static final int EARLY_BLOCK_BITS = 22;

    /** From this level on compressing takes so long that looking for repeats costs next to nothing. */
    private static final int SEGMENTING_LEVEL = 5;

    /** 64 MiB: four blocks of the default level. */
    private static final int HISTORY_BITS = 26;

    private static final int MIN_HISTORY_BITS = 16;
    private static final int MIN_BLOCK_BITS = 10;
    private static final int MAX_BLOCK_BITS = 30;

    /** Keeps copies of the lists and checks the ranges. */
    public WriterOptions {
        startFiles = List.copyOf(startFiles);
        history = List.copyOf(history);
        if (historyBits != 0 && (historyBits < MIN_HISTORY_BITS || historyBits > MAX_BLOCK_BITS)) {
            throw new IllegalArgumentException("history is not between 2^16 and 2^30: 2^" + historyBits);
        }
        checkBits(compression.blockBits());
        checkBits(startBlockBits);
        if (workers < 1) {
            throw new IllegalArgumentException("no workers");
        }
        int blockSize = 1 << compression.blockBits();
        metadata = new MetadataOptions(blockSize, metadata.owner(), metadata.subSeconds(), metadata.created());
    }

    /**
     * What a level means, one worker per processor as far as memory allows, owners as they are, whole seconds, no time
     * of creation.
     */
    public static WriterOptions level(int level) {
        CompressionLevel compression = CompressionLevel.of(level);
        MetadataOptions metadata =
                new MetadataOptions(1 << compression.blockBits(), Optional.empty(), false, OptionalLong.empty());
        return new WriterOptions(
                compression,
                WorkerCount.of(compression),
                metadata,
                List.of(),
                EARLY_BLOCK_BITS,
                level >= SEGMENTING_LEVEL ? HISTORY_BITS : 0,
                List.of(),
                SourceProbe.userAttributes());
    }

    /** With another block size, 2^10 to 2^30. */
    public WriterOptions withBlockBits(int bits) {
        CompressionLevel changed = new CompressionLevel(bits, compression.data(), compression.metadata());
        return new WriterOptions(changed, workers, metadata, startFiles, startBlockBits, historyBits, history, probe);
    }

    /** With so many threads. */
    public WriterOptions withWorkers(int count) {
        return new WriterOptions(compression, count, metadata, startFiles, startBlockBits, historyBits, history, probe);
    }

    /** With one owner for all files. */
    public WriterOptions withOwner(Owner owner) {
        return withMetadata(new MetadataOptions(
                metadata.blockSize(), Optional.of(owner), metadata.subSeconds(), metadata.created()));
    }

    /** With nanoseconds in times. */
    public WriterOptions withSubSeconds() {
        return withMetadata(new MetadataOptions(metadata.blockSize(), metadata.owner(), true, metadata.created()));
    }

    /** With a time of creation in seconds since 1970, as SOURCE_DATE_EPOCH gives it; no file is younger than that. */
    public WriterOptions withCreated(long seconds) {
        return withMetadata(new MetadataOptions(
                metadata.blockSize(), metadata.owner(), metadata.subSeconds(), OptionalLong.of(seconds)));
    }

    /** With start files. */
    public WriterOptions withStartFiles(List<String> paths) {
        return new WriterOptions(compression, workers, metadata, paths, startBlockBits, historyBits, history, probe);
    }

    /** With another size of start files' blocks, 2^10 to 2^30; the block size of the image bounds it. */
    public WriterOptions withStartBlockBits(int bits) {
        return new WriterOptions(compression, workers, metadata, startFiles, bits, historyBits, history, probe);
    }

    /** With another distance in which repeats are found, 2^16 to 2^30 bytes; 0 to look for none. */
    public WriterOptions withHistoryBits(int bits) {
        return new WriterOptions(compression, workers, metadata, startFiles, startBlockBits, bits, history, probe);
    }

    /**
     * With a history of one step.
     *
     * @param version what wrote the image, such as {@code app-runner v1.0.0}
     * @param arguments how it was told to
     */
    public WriterOptions withHistory(String version, List<String> arguments) {
        List<String> step = new ArrayList<>(arguments);
        step.addFirst(version);
        return new WriterOptions(compression, workers, metadata, startFiles, startBlockBits, historyBits, step, probe);
    }

    /** With another way to look at files. */
    public WriterOptions withProbe(SourceProbe changed) {
        return new WriterOptions(
                compression, workers, metadata, startFiles, startBlockBits, historyBits, history, changed);
    }

    private WriterOptions withMetadata(MetadataOptions changed) {
        return new WriterOptions(
                compression, workers, changed, startFiles, startBlockBits, historyBits, history, probe);
    }

    /** The largest block in bytes. */
    int blockSize() {
        return 1 << compression.blockBits();
    }

    /** The largest block of start files in bytes. */
    int startBlockSize() {
        return Math.min(1 << startBlockBits, blockSize());
    }

    private static void checkBits(int bits) {
        if (bits < MIN_BLOCK_BITS || bits > MAX_BLOCK_BITS) {
            throw new IllegalArgumentException("block size is not between 2^10 and 2^30: 2^" + bits);
        }
    }
}

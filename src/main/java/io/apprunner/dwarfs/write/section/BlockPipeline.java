// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.section;

import io.apprunner.dwarfs.format.SectionType;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.zstd.Effort;
import io.apprunner.zstd.Zstd;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Compresses blocks with several threads and writes them in order. Memory is bounded: there is one more block in flight
 * than there are threads (fewer when direct memory ends), and whoever wants a further one waits for the oldest. The
 * caller's thread does the writing.
 */
public final class BlockPipeline implements AutoCloseable {
    /** The buffers of one block, used again and again. */
    private record Slot(ByteBuffer raw, ByteBuffer work) {}

    private record Job(Slot slot, Future<EncodedSection> result) {}

    private final SectionWriter target;
    private final int blockSize;
    private final Effort effort;
    private final IntFunction<ByteBuffer> allocator;
    private final ExecutorService threads;
    private final Deque<Job> running = new ArrayDeque<>();
    private final Deque<Slot> free = new ArrayDeque<>();
    private int slots;
    private int started;
    private @Nullable Slot current;

    /**
     * @param target takes the blocks; it must not have any section yet
     * @param blockSize the largest block, in bytes before compression
     * @param effort how to compress, if at all
     * @param workers the number of threads
     */
    public BlockPipeline(SectionWriter target, int blockSize, Effort effort, int workers) {
        this(target, blockSize, effort, workers, ByteBuffer::allocateDirect);
    }

    /** As above, with buffers from {@code allocator}, which is given their size. */
    BlockPipeline(SectionWriter target, int blockSize, Effort effort, int workers, IntFunction<ByteBuffer> allocator) {
        this.allocator = allocator;
        this.target = target;
        this.blockSize = blockSize;
        this.effort = effort;
        this.slots = workers + 1;
        this.threads = Executors.newFixedThreadPool(workers);
    }

    /** The buffer of the block that is being filled; its capacity is the block size. */
    public ByteBuffer current() {
        if (current == null) {
            current = nextSlot();
        }
        return current.raw();
    }

    /** The number of the block that is being filled. */
    public int blockNumber() {
        return started;
    }

    /** Ends the present block, if there is anything in it, and starts the next one. */
    public void cut() {
        Slot slot = current;
        if (slot == null || slot.raw().position() == 0) {
            return;
        }
        int number = started++;
        slot.raw().flip();
        running.add(new Job(
                slot,
                threads.submit(
                        () -> SectionEncoder.encode(number, SectionType.BLOCK, slot.raw(), slot.work(), effort))));
        current = null;
    }

    /** Ends the present block and waits until all are written. */
    public void finish() {
        cut();
        while (!running.isEmpty()) {
            writeOldest();
        }
    }

    private Slot nextSlot() {
        while (!running.isEmpty()
                && (running.size() == slots || running.element().result().isDone())) {
            writeOldest();
        }
        if (!free.isEmpty()) {
            return free.pop();
        }
        try {
            return newSlot();
        } catch (OutOfMemoryError e) {
            // Direct memory has a limit of its own, which cannot be asked for: go on with the blocks that there are.
            if (running.isEmpty()) {
                throw new AppRunnerException(
                        ErrorCode.LIMIT,
                        "no memory for a block of " + blockSize + " bytes",
                        "take a lower compression level",
                        e);
            }
            slots = running.size();
            writeOldest();
            return free.pop();
        }
    }

    private Slot newSlot() {
        int bound = effort.none() ? 0 : Zstd.get().compressBound(blockSize);
        return new Slot(allocator.apply(blockSize), allocator.apply(bound));
    }

    private void writeOldest() {
        Job job = running.remove();
        target.append(await(job.result()));
        job.slot().raw().clear();
        free.push(job.slot());
    }

    private static EncodedSection await(Future<EncodedSection> result) {
        try {
            return result.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AppRunnerException(ErrorCode.IO, "writing the image was interrupted", "", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AppRunnerException failure) {
                throw failure;
            }
            throw new AppRunnerException(ErrorCode.INTERNAL, "compressing a block failed: " + e.getCause(), "", e);
        }
    }

    /** Ends the threads; blocks that are not written yet are given up. */
    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.block;

import io.apprunner.error.AppRunnerException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Decodes blocks beyond what was asked for, on another processor than the readers'. A block is worth it from its second
 * reader on that goes behind its first bytes, and then hardly by more than was asked for until then; or when it is
 * known that it will be read. At its end, the start of the next block is decoded too. Safe for several threads.
 */
final class ReadAhead implements AutoCloseable {
    /** So many blocks wait at most; a further one is left to its readers. */
    private static final int QUEUE_LIMIT = 16;

    private static final int WORKER_LIMIT = 4;

    private final BlockCache cache;
    private final IntFunction<ByteBuffer> allocator;
    private final Thread[] workers;
    /** Blocks to work on, pinned; guarded by this, as is the next. */
    private final ArrayDeque<Block> queue = new ArrayDeque<>(QUEUE_LIMIT);

    private boolean isStarted;
    private volatile boolean isClosed;

    /** With as many workers as there are processors beside the one of the reader; they start when they are needed. */
    ReadAhead(BlockCache cache, IntFunction<ByteBuffer> allocator) {
        this.cache = cache;
        this.allocator = allocator;
        int processors = Runtime.getRuntime().availableProcessors();
        this.workers = new Thread[Math.clamp(processors - 1, 1, WORKER_LIMIT)];
        for (int i = 0; i < workers.length; i++) {
            workers[i] =
                    Thread.ofPlatform().name("read-ahead " + i).daemon(true).unstarted(this::work);
        }
    }

    /** Tells that bytes 0 to {@code end} of a block, which the caller has pinned, were asked for. */
    void asked(Block block, int end) {
        if (block.isWorthReadAhead(end)) {
            enqueue(block);
        }
    }

    /** Tells that all of a block, which the caller has pinned, is about to be asked for. */
    void expected(Block block) {
        block.expectAll();
        enqueue(block);
    }

    private synchronized void enqueue(Block block) {
        if (!isClosed && !block.isQueued && queue.size() < QUEUE_LIMIT) {
            start();
            if (!isClosed) {
                block.isQueued = true;
                cache.pin(block);
                queue.addLast(block);
                notify();
            }
        }
    }

    /** Nothing depends on it, so that where there are no threads for it, readers do without. */
    private synchronized void start() {
        if (!isStarted) {
            isStarted = true;
            try {
                for (Thread worker : workers) {
                    worker.start();
                }
            } catch (OutOfMemoryError e) {
                isClosed = !workers[0].isAlive();
            }
        }
    }

    private void work() {
        Block block = next();
        while (block != null) {
            try {
                advance(block);
                if (block.isReadOn()) {
                    startNext(block);
                }
            } finally {
                block.release();
            }
            block = next();
        }
    }

    /** A block to work on; null when there will be none any more. */
    private synchronized @Nullable Block next() {
        try {
            while (queue.isEmpty() && !isClosed) {
                wait();
            }
        } catch (InterruptedException e) {
            isClosed = true;
        }
        Block block = queue.pollFirst();
        if (block != null) {
            block.isQueued = false;
        }
        return block;
    }

    private void advance(Block block) {
        try {
            boolean goesOn = true;
            while (goesOn && !isClosed && !cache.isShort()) {
                goesOn = block.decodeAhead(allocator);
            }
        } catch (AppRunnerException e) {
            // Who asks for the bytes will be told.
        }
    }

    /** Readers who come to the end of a block find the start of the next one. */
    private void startNext(Block block) {
        int next = block.number + 1;
        if (next == block.image.blockCount() || !cache.isLargeFor(block.image)) {
            return;
        }
        try {
            Block following = cache.acquire(block.image, next, 0);
            try {
                if (following.expectStart()) {
                    advance(following);
                }
            } finally {
                following.release();
            }
        } catch (AppRunnerException e) {
            // Who asks for the bytes will be told.
        }
    }

    /** Ends the workers; blocks that wait are released. */
    @Override
    public void close() {
        synchronized (this) {
            isClosed = true;
            notifyAll();
        }
        boolean wasInterrupted = false;
        for (Thread worker : workers) {
            while (worker.isAlive()) {
                try {
                    worker.join();
                } catch (InterruptedException e) {
                    wasInterrupted = true;
                }
            }
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
